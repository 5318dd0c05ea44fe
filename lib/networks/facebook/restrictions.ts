import type { CapabilityName, Connector, ItemFacts, Rights } from '../contract.ts';
import type { NetworkErrorReason } from '../errors.ts';

type Refusals = Partial<Record<CapabilityName, NetworkErrorReason>>;

/** What this message or the Page's tasks do not allow. What the network does not say is tried. */
export const restrictions: NonNullable<Connector['restrictions']> = (facts, { rights }) => ({
  ...ofMessage(facts),
  ...ofTasks(facts, rights),
});

function ofMessage({ kind, message }: ItemFacts): Refusals {
  const { reference, direction } = message;
  const no = (name: string) => reference[name] === 'false';
  const refused: Refusals = {};
  if (kind === 'review') return reference.story ? {} : { reply: 'not_offered' };
  if (kind === 'message') return {};
  if (reference.author === 'unknown') refused.block = 'author_unknown';
  if (no('canComment')) refused.reply = 'comments_closed';
  if (no('canLike')) refused.like = 'not_offered';
  if (no('canHide')) refused.hide = 'not_offered';
  if (no('canRemove')) refused.delete = kind === 'mention' ? 'not_own_thread' : 'missing_permission';
  if (direction === 'outbound') refused.privateReply = 'not_offered';
  else if (no('canReplyPrivately')) refused.privateReply = 'replies_not_allowed';
  // Elsewhere the Page is a guest: it may answer, and nothing else.
  if (reference.is === 'mention' || reference.is === 'tag') {
    Object.assign(refused, { privateReply: 'not_own_thread', hide: 'not_own_thread' });
    if (direction === 'inbound') refused.delete = 'not_own_thread';
  }
  return refused;
}

/** "Pages API, Overview, Tasks". A task counts as granted unless it is known to be missing. */
function ofTasks({ kind }: ItemFacts, rights: Rights): Refusals {
  const refused: Refusals = {};
  if (rights.canMessage === false) {
    if (kind === 'message') Object.assign(refused, { reply: 'missing_permission', markRead: 'missing_permission' });
    else refused.privateReply = 'missing_permission';
  }
  if (rights.canModerate === false) {
    Object.assign(refused, { block: 'missing_permission' });
    if (kind !== 'message') {
      Object.assign(refused, { hide: 'missing_permission', delete: 'missing_permission', like: 'missing_permission' });
    }
  }
  if (rights.canCreate === false && kind !== 'message') refused.reply = 'missing_permission';
  return refused;
}
