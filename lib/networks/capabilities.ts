import type { NetworkErrorReason } from './errors.ts';

/** The kinds of item a network can fill the queue with. */
export const itemKinds = ['comment', 'mention', 'message', 'review'] as const;
export type ItemKind = (typeof itemKinds)[number];

/** What we may ask a network to do. */
export const actionKinds = [
  'reply',
  'private_reply',
  'hide',
  'unhide',
  'delete',
  'like',
  'unlike',
  'block',
  'unblock',
  'mute',
  'unmute',
  'mark_read',
] as const;
export type ActionKind = (typeof actionKinds)[number];

/** A span in which a reply is taken. */
export type ReplyWindow = {
  /** The network's name for a message sent in it (`response`, `human_agent`); told to `perform`, shown to the member. */
  as: string;
  forMs: number;
  /** `contact`: counted from the contact's last message. `message`: from the message that is answered. */
  since: 'contact' | 'message';
  /** The channel's right (a truthy entry of {@link Rights}) without which the span does not exist. */
  right?: string;
  /** At most so many replies within the span. */
  max?: number;
};

/** A reply's limits. Absent from the capabilities where a network takes no reply. */
export type ReplyCapability = {
  /** The most characters, counted as `count` says. */
  maxLength: number;
  /**
   * `graphemes`: user-perceived characters (UAX #29). `codePoints`: Unicode scalars. `utf16`: JavaScript's length.
   * `bytes`: UTF-8. `weighted`: X's own (CJK and emoji count 2, a link 23).
   */
  count: 'graphemes' | 'codePoints' | 'utf16' | 'bytes' | 'weighted';
  /** A second limit some networks set on the UTF-8 size. */
  maxBytes?: number;
  images?: { max: number; maxBytes: number; types: readonly string[]; altText: boolean };
  /** When a reply is taken: the first span that is open counts, the earliest to close first. Absent: always. */
  windows?: readonly ReplyWindow[];
  /** One per message, for ever. */
  once?: true;
};

/** What can be done to an item's messages. A key that is absent is not offered by the network. */
export type Capabilities = {
  reply?: ReplyCapability;
  privateReply?: ReplyCapability;
  hide?: true;
  /** `own`: the brand's messages alone; `any`: the contact's too. */
  delete?: 'own' | 'any';
  like?: true;
  block?: true;
  mute?: true;
  markRead?: true;
};

export const capabilityNames = [
  'reply',
  'privateReply',
  'hide',
  'delete',
  'like',
  'block',
  'mute',
  'markRead',
] as const satisfies readonly (keyof Capabilities)[];
export type CapabilityName = (typeof capabilityNames)[number];

/** What an account may do beyond the rule: granted scopes, tasks, region, tier. No secret; kept with the channel. */
export type Rights = Record<string, string | number | boolean>;

/** What is known of an item and of the message acted upon, for the question what may be done now. */
export type ItemFacts = {
  kind: ItemKind;
  variant: string | null;
  /** Whether the post on top is the brand's; null without a post. */
  isOwnPost: boolean | null;
  lastInboundAt: Date;
  /** When the brand answered since the contact's last message, publicly or in the conversation. */
  repliedAt: readonly Date[];
  message: {
    externalId: string;
    direction: 'inbound' | 'outbound';
    createdAt: Date;
    isHidden: boolean;
    /** It answers the post itself, no other comment. */
    isTopLevel: boolean;
    /** When the brand answered it privately. */
    privatelyRepliedAt: Date | null;
    reference: Record<string, string>;
  };
};

/**
 * Whether something may be done now; `as` and `until` of the open span, `since` when one closed. `maxLength`: of a reply
 * here, where it is not the capability's.
 */
export type Availability =
  | { can: true; as?: string; until?: Date; maxLength?: number }
  | { can: false; reason: NetworkErrorReason; since?: Date };
export type AllowedActions = Record<CapabilityName, Availability>;
