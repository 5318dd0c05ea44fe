import type { NetworkErrorReason } from './errors.ts';
import type { ItemKind } from './item-kinds.ts';

/** What we can ask a network to do. */
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

/** A period during which the network accepts a reply. */
export type ReplyWindow = {
  /**
   * The connector's name for the window. `perform` gets it back; where the message catalogues have a sentence for it
   * (`composer.span.windows`), the composer shows that sentence.
   */
  as: string;
  forMs: number;
  /** `contact`: starts at the contact's last message. `message`: starts at the message that is answered. */
  since: 'contact' | 'message';
  /** The right (a truthy entry of {@link Rights}) that a channel needs for this window. Absent: every channel has it. */
  right?: string;
  /** The most replies within the window. */
  max?: number;
};

/** How a network that counts characters differently weighs a text. */
export type TextWeights = {
  /** The length of a link, however long it is. */
  link: number;
  /** The length of an emoji, however many code points it has. */
  emoji: number;
  /** Ranges of code points that count 1, both ends included. */
  light: readonly (readonly [number, number])[];
  /** The length of every other code point. */
  other: number;
};

/** A reply's limits. Absent from the capabilities where a network accepts no reply. */
export type ReplyCapability = {
  /** The most characters, counted as `count` says. */
  maxLength: number;
  /**
   * `graphemes`: user-perceived characters (UAX #29). `codePoints`: Unicode scalars. `utf16`: JavaScript's length.
   * `bytes`: UTF-8. `weighted`: as `weights` says.
   */
  count: 'graphemes' | 'codePoints' | 'utf16' | 'bytes' | 'weighted';
  /** Required where `count` is `weighted`. */
  weights?: TextWeights;
  /** A second limit some networks set on the UTF-8 size. */
  maxBytes?: number;
  images?: { max: number; maxBytes: number; types: readonly string[]; altText: boolean };
  /** When a reply is accepted. Of the open windows, the one that closes first is used. Absent: always. */
  windows?: readonly ReplyWindow[];
  /** Only one reply to each message, ever. */
  once?: true;
  /** What is still accepted after the last window has closed: a template that the network approved (`Connector.templates`). */
  afterWindow?: 'template';
};

/** What can be done with an item's messages. The network does not support what is absent. */
export type Capabilities = {
  reply?: ReplyCapability;
  privateReply?: ReplyCapability;
  hide?: true;
  /** `own`: only the brand's messages; `any`: the contact's too. */
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

/** What this account may do: granted scopes, tasks, region, tier. Not secret; stored with the channel. */
export type Rights = Record<string, string | number | boolean>;

/** What decides which actions an item and one of its messages allow now. */
export type ItemFacts = {
  kind: ItemKind;
  variant: string | null;
  /** Whether the brand wrote the post at the top; null without a post. */
  isOwnPost: boolean | null;
  lastInboundAt: Date;
  /** When the brand answered since the contact's last message, in public or in private. */
  repliedAt: readonly Date[];
  message: {
    externalId: string;
    direction: 'inbound' | 'outbound';
    createdAt: Date;
    isHidden: boolean;
    /** It answers the post, not another comment. */
    isTopLevel: boolean;
    /** When the brand answered it in private. */
    privatelyRepliedAt: Date | null;
    reference: Record<string, string>;
  };
};

/**
 * Whether something can be done now. `as` and `until` describe the open reply window, `since` is when the last one
 * closed. `maxLength` is set where this reply has another limit than the capability's.
 */
export type Availability =
  | { can: true; as?: string; until?: Date; maxLength?: number }
  | { can: false; reason: NetworkErrorReason; since?: Date };
export type AllowedActions = Record<CapabilityName, Availability>;
