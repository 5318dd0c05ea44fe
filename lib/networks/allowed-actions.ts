import {
  type Capabilities,
  type CapabilityName,
  capabilityNames,
  type AppSettings,
  type Connector,
  type ItemFacts,
  type ItemKind,
  type Availability,
  type AllowedActions,
  type ReplyCapability,
  type ReplyWindow,
  type Rights,
} from './contract.ts';

type ChannelFacts = { rights: Rights; app: AppSettings };

/** The actions that an item and one of its messages allow now. */
export function findAllowedActions(
  connector: Pick<Connector, 'capabilities' | 'restrictions' | 'replyLengths'>,
  facts: ItemFacts,
  channel: ChannelFacts,
  now: Date,
): AllowedActions {
  const capabilities = connector.capabilities[facts.kind] ?? {};
  const refused = connector.restrictions?.(facts, channel) ?? {};
  const lengths = connector.replyLengths?.(facts, channel) ?? {};
  const availability = (name: CapabilityName): Availability => {
    const basic = basicAvailability(name, capabilities, facts, channel.rights, now);
    const reason = refused[name];
    if (!basic.can) return basic;
    if (reason) return { can: false, reason };
    const maxLength = name === 'reply' || name === 'privateReply' ? lengths[name] : undefined;
    return maxLength === undefined ? basic : { ...basic, maxLength };
  };
  return Object.fromEntries(capabilityNames.map((name) => [name, availability(name)])) as AllowedActions; // every name is there
}

function basicAvailability(
  name: CapabilityName,
  capabilities: Capabilities,
  facts: ItemFacts,
  rights: Rights,
  now: Date,
): Availability {
  const { message } = facts;
  switch (name) {
    case 'reply':
    case 'privateReply': {
      const capability = capabilities[name];
      if (!capability) return { can: false, reason: 'not_offered' };
      if (capability.once && message.privatelyRepliedAt) {
        return { can: false, reason: 'already_used', since: message.privatelyRepliedAt };
      }
      return windowAvailability(capability, facts, rights, now);
    }
    case 'delete':
      if (!capabilities.delete) return { can: false, reason: 'not_offered' };
      return capabilities.delete === 'any' || message.direction === 'outbound'
        ? { can: true }
        : { can: false, reason: 'not_own_message' };
    case 'markRead':
      return capabilities.markRead ? { can: true } : { can: false, reason: 'not_offered' };
    case 'hide':
    case 'like':
    case 'block':
    case 'mute':
      return capabilities[name] && message.direction === 'inbound'
        ? { can: true }
        : { can: false, reason: 'not_offered' };
    default:
      return name satisfies never;
  }
}

function windowAvailability(capability: ReplyCapability, facts: ItemFacts, rights: Rights, now: Date): Availability {
  const spans = windowsOf(capability, rights);
  if (!spans) return { can: true };
  let closed: Date | undefined;
  for (const { as, forMs, since, max } of spans) {
    const from = since === 'contact' ? facts.lastInboundAt : facts.message.createdAt;
    const until = new Date(from.getTime() + forMs);
    const isUsedUp = max !== undefined && facts.repliedAt.filter((at) => at > from && at <= until).length >= max;
    if (now < until && !isUsedUp) return { can: true, as, until };
    if (now >= until) closed = !closed || until > closed ? until : closed;
  }
  return { can: false, reason: 'window_closed', ...(closed ? { since: closed } : {}) };
}

/** The reply windows that the channel has, the first to close first; null where a reply is always accepted. */
function windowsOf(capability: ReplyCapability, rights: Rights): ReplyWindow[] | null {
  if (!capability.windows) return null;
  return capability.windows.filter(({ right }) => !right || rights[right]).toSorted((a, b) => a.forMs - b.forMs);
}

/**
 * How long after the contact's last message an item can be answered, in milliseconds; null: without limit.
 * Windows for a limited number of replies do not count, because a deadline cannot rely on them.
 */
export function replyWindowMs(
  connector: Pick<Connector, 'capabilities'> | null,
  kind: ItemKind,
  rights: Rights,
): number | null {
  const reply = connector?.capabilities[kind]?.reply;
  const spans = reply && windowsOf(reply, rights);
  if (!spans) return null;
  return Math.max(
    0,
    ...spans.filter(({ max, since }) => max === undefined && since === 'contact').map(({ forMs }) => forMs),
  );
}
