import type { z } from 'zod';
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

/** Whether something may be done now; `as` and `until` of the open span, `since` when one closed. */
export type Offer = { can: true; as?: string; until?: Date } | { can: false; reason: NetworkErrorReason; since?: Date };
export type Offers = Record<CapabilityName, Offer>;

/** A person or page as the network shows it. */
export type InboundAuthor = {
  externalId: string;
  handle: string;
  name: string;
  avatarUrl?: string;
  profileUrl?: string;
};

export type InboundAttachment = {
  kind: 'image' | 'video' | 'audio' | 'file' | 'link';
  url: string;
  /** Not to be kept beyond its life on the network (a story): shown, never cached. */
  isEphemeral?: true;
  previewUrl?: string;
  altText?: string;
  mimeType?: string;
  width?: number;
  height?: number;
  title?: string;
};

/** The post under which people talk. */
export type InboundPost = {
  externalId: string;
  author: InboundAuthor;
  /** True when the connected account wrote it. */
  isOwn: boolean;
  /** `place`: what reviews are about. */
  variant?: 'ad' | 'story' | 'video' | 'live' | 'place';
  text: string;
  url?: string;
  createdAt: Date;
  attachments?: InboundAttachment[];
  /** Counts as the network reports them: `replies` feeds the completeness proof. */
  counts?: { replies?: number; likes?: number; reposts?: number; quotes?: number };
  deletedAt?: Date;
};

/**
 * One message as a network tells it, by poll and webhook alike.
 * `thread` decides the item: `{ channel, kind, thread key }`, where a comment's key also holds the contact
 * (a contact who writes three times under one post is one piece of work).
 */
export type InboundMessage = {
  type: 'message';
  /** Unique within the channel, for ever. */
  externalId: string;
  kind: ItemKind;
  /** comment: the root post · mention: the mentioning post · message: the conversation · review: the review. */
  threadExternalId: string;
  /** `outbound` when the brand itself wrote it, wherever it did so. */
  direction: 'inbound' | 'outbound';
  author: InboundAuthor;
  /**
   * For an outbound message: whom it answers, so that it lands in that contact's item.
   * An outbound comment without it is kept as context of no item and is dropped.
   */
  contactExternalId?: string;
  parentExternalId?: string;
  /** The post it stands under; must be among the batch's posts or known already. */
  postExternalId?: string;
  text: string;
  createdAt: Date;
  /** When the author last changed it; a later value than the held one makes a new version. */
  editedAt?: Date;
  url?: string;
  languages?: string[];
  attachments?: InboundAttachment[];
  /** The network's own opaque references that `perform` needs later (a content hash, a container id). */
  reference?: Record<string, string>;
  /** 1 to 5, reviews only. */
  rating?: number;
  /** What it is beyond its kind; shown on the row. `held`: waits for the brand's approval, and `unhide` publishes it. */
  variant?:
    | 'quote'
    | 'tag'
    | 'repost'
    | 'story'
    | 'story_reply'
    | 'ad'
    | 'visitor_post'
    | 'live'
    | 'held'
    | 'spam'
    | 'recommended'
    | 'not_recommended'
    | 'collaboration';
  /** Seen by the two of them alone (a private reply to a comment). */
  isPrivate?: true;
};

export type InboundEvent =
  | InboundMessage
  | { type: 'post'; post: InboundPost }
  | { type: 'message_deleted'; externalId: string; deletedAt: Date }
  | { type: 'message_hidden'; externalId: string; hidden: boolean }
  /** The network looked at a reply of the brand: `pending` is not shown to anybody yet, `rejected` never will be. */
  | { type: 'reply_moderated'; externalId: string; state: 'pending' | 'approved' | 'rejected'; detail?: string }
  /** The account took its permission back. */
  | { type: 'access_revoked' };

/** One page of what `pull` found. `cursor` may be stored once `events` are: it stands for all of them. */
export type PullPage = {
  events: InboundEvent[];
  cursor: unknown;
  posts?: InboundPost[];
  /** How far back the history has been read; `isDone` when there is no more to have. Absent: nothing new to say. */
  backfill?: { reachedAt: Date | null; isDone: boolean };
  /** Kinds that this account does not let us read, and why; empty once all are readable. Absent: nothing new to say. */
  unreadableKinds?: Partial<Record<ItemKind, NetworkErrorReason>>;
};

/** A connected account. */
export type ChannelAccount = {
  externalId: string;
  handle: string;
  name: string;
  avatarUrl?: string;
  profileUrl?: string;
};

/** The operator's app at a network, and where the network is. */
export type AppSettings = {
  /** Replaces scheme and host of every address of the network; its path goes before theirs. */
  baseUrl?: string;
  clientId?: string;
  clientSecret?: string;
  webhookSecret?: string;
  /** Further settings that the connector names in `app.options`, by that name. */
  options: Record<string, string>;
};

/**
 * A limit that a network sets on calls. The governor counts it for all workers together.
 * Replies go before reads: reads leave `reserve` (a share, 0 to 1; 0.1 when absent) to what is written.
 */
export type Allowance = {
  /** Shared by all channels of the operator's app, or a channel's own. */
  scope: 'app' | 'channel';
  /** The published quota. Absent: what the network's headers say, and nothing until they do. */
  max?: number;
  /** The app's setting (a name in `app.options`) that says another quota, where the network grants apps their own. */
  maxOption?: string;
  /** A span that begins with its first call, or the day that ends at midnight there. */
  window: { ms: number } | { until: 'midnight_utc' | 'midnight_pacific' };
  reserve?: number;
};

/** The governor's door: every call to a network goes through it. */
export type Gate = {
  /**
   * Takes a call's share of each allowance it names, or of none.
   * @throws NetworkError `rate_limited` with `retryAt` when one is used up; `refused` `budget_spent` when the channel's money is
   */
  enter: (call: { costs: Readonly<Record<string, number>>; isWrite: boolean }) => Promise<void>;
  /** What the network itself said of an allowance. */
  learn: (allowance: string, said: { limit?: number; remaining: number; resetAt: Date }) => Promise<void>;
  /** Nothing more of an allowance until then: the network refused a call. */
  close: (allowance: string, until: Date) => Promise<void>;
  /** What calls have cost, in millionths of a US dollar. */
  spend: (micros: number) => Promise<void>;
};

/** What a call to a network needs before there is a channel. */
export type Reach = { app: AppSettings; signal: AbortSignal; now: () => Date };

/** A channel as a connector sees it: no table, no workspace. */
export type ChannelContext<Credentials = unknown> = Reach & {
  account: ChannelAccount;
  credentials: Credentials;
  rights: Rights;
  gate: Gate;
  /** Stores renewed credentials at once, before they are used; the old ones may be dead by then. */
  saveCredentials: (credentials: Credentials) => Promise<void>;
  /**
   * Living credentials in place of ones that the network took no more. Of all workers one asks the network
   * (`Connector.refresh`); the others get what it got. Good ones are never replaced with nothing.
   * @throws NetworkError `unauthorized` when they cannot be renewed; `unavailable` when it cannot be told now
   */
  renewCredentials: (dead: Credentials) => Promise<Credentials>;
};

/** An account that can be connected, with all it takes. */
export type Connection<Credentials> = { account: ChannelAccount; credentials: Credentials; rights?: Rights };

/** How a member grants access in the network's own window (OAuth 2.0, RFC 6749; PKCE, RFC 7636). */
export type OAuthDoor<Credentials> = {
  /** Whether the network takes a code challenge (S256). */
  pkce: boolean;
  /** The network takes only a redirect address that ends with a slash. */
  redirectEndsWithSlash?: true;
  /** Where the member is sent. `codeChallenge` is empty without PKCE. */
  authorizeUrl: (request: { app: AppSettings; redirectUri: string; state: string; codeChallenge: string }) => string;
  /**
   * Trades the code for every account that the member may connect, to choose from.
   * @param answer.params what the network sent back, `code` among it; a refusal never gets here
   */
  exchange: (
    answer: { params: Record<string, string>; redirectUri: string; codeVerifier: string },
    reach: Reach,
  ) => Promise<Connection<Credentials>[]>;
};

/** What the network is asked to do, with all it takes to do it. */
export type ActionRequest = {
  kind: ActionKind;
  itemKind: ItemKind;
  /** Made by `prepare` and stored before the first attempt: an idempotency key, a record key. */
  idempotency: Record<string, string>;
  /** The name of the reply window that is open (`ReplyWindow.as`), as it is now. */
  as?: string;
  /** The message acted upon or answered. For a block or a mute: any message of the contact. */
  target: {
    externalId: string;
    threadExternalId: string;
    authorExternalId: string;
    /** The post it stands under, where there is one. */
    postExternalId?: string;
    parentExternalId?: string;
    reference: Record<string, string>;
    /** The receipt's `undo` of the action that this one takes back (unlike, unhide, unblock, unmute). */
    undo?: Record<string, string>;
  };
  text: string;
  attachments: {
    bytes: Uint8Array<ArrayBuffer>;
    mimeType: string;
    altText: string;
    width?: number;
    height?: number;
    /** Where the network can fetch it for an hour, without signing in: some take an address alone. */
    publicUrl: string;
  }[];
  requestedAt: Date;
  /** Of the text, as BCP 47 tags, where it is known: networks show and filter by it. */
  languages?: readonly string[];
};

/** Proof that the network did it. */
export type Receipt = {
  /** The new message's id on the network, for a reply. */
  externalId?: string;
  url?: string;
  reference?: Record<string, string>;
  /** What it takes to take it back. */
  undo?: Record<string, string>;
};

export type ConnectField = {
  name: string;
  /** Key of the label in the message catalogues, under `connect.fields`. */
  label: string;
  type: 'text' | 'password' | 'url';
  required: boolean;
  placeholder?: string;
};

/** A request that came to a network's webhook address. Header names are lower case. */
export type WebhookRequest = {
  method: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  /** The very bytes, which the signature is over. */
  body: Uint8Array;
};

export type WebhookAnswer = { status: number; contentType: string; body: string };

/** A delivery as it was stored. */
export type WebhookDelivery = { headers: Record<string, string>; body: string; receivedAt: Date };

/** What a connector's webhook half does. */
export type WebhookDoor<Credentials> = {
  /** The kinds that are pushed, and how late at most the network usually is, in milliseconds: a poll that finds an older one found a loss. */
  pushes: Partial<Record<ItemKind, number>>;
  /** Answers the network's question whether the address is ours; null when the request is no such question. */
  handshake: (request: WebhookRequest, app: AppSettings) => WebhookAnswer | null;
  /** Whether the network itself sent it. `stale`: signed, but too long ago to be taken (a replay). */
  verify: (request: WebhookRequest, app: AppSettings, now: Date) => 'genuine' | 'forged' | 'stale';
  /** External ids of the accounts that a genuine delivery tells of. @throws any error when it cannot be read: it is kept and shown */
  accountsOf: (delivery: { headers: Record<string, string>; body: string }) => string[];
  /**
   * What a delivery tells one of these channels; reads at the network what the delivery leaves out.
   * @throws NetworkError as any call; any other error when the delivery cannot be read: it is kept and shown
   */
  parse: (
    channel: ChannelContext<Credentials>,
    delivery: WebhookDelivery,
  ) => Promise<{ events: InboundEvent[]; posts?: InboundPost[] }>;
  /** Asks the network to send this account's events here, or sees that it does; may be repeated. Absent: the app's dashboard does it. */
  subscribe?: (channel: ChannelContext<Credentials>, callbackUrl: string) => Promise<void>;
};

/** A person's wish, passed on by the network, that what is held of her be erased. */
export type ErasureDoor = {
  /** @returns the external ids of the author; null when the request is forged or cannot be read */
  read: (request: WebhookRequest, app: AppSettings, now: Date) => string[] | null;
  /** @param statusUrl where the person can see that it was done; `code` names the request */
  answer: (done: { statusUrl: string; code: string }) => WebhookAnswer;
};

/** What the network's terms ask of whoever stores its data. */
export type Terms = {
  /** What its author deleted is erased here too, its text and media included. */
  erasesDeleted?: true;
  /** How long other people's names and pictures may be kept, in milliseconds. */
  profilesForMs?: number;
  /** How long other people's texts may be kept before they are erased, in milliseconds; `recheck` reads them again for who opens them. */
  textsForMs?: number;
  /** Within which time what is held must be read again (`recheck`) or erased, in milliseconds. */
  refreshWithinMs?: number;
};

/** A message as `recheck` is asked about it. */
export type HeldMessage = {
  externalId: string;
  kind: ItemKind;
  threadExternalId: string;
  postExternalId?: string;
  reference: Record<string, string>;
};

/** The operator's app, as the settings page asks for it. */
export type AppDescription = {
  /** Of `PARVIS_<NETWORK>_CLIENT_ID`, `_CLIENT_SECRET`, `_WEBHOOK_SECRET`: those without which nothing goes. */
  required: readonly ('clientId' | 'clientSecret' | 'webhookSecret')[];
  /** Further settings, `PARVIS_<NETWORK>_<NAME IN CAPITALS>`; the first of `values` holds when it is not set. */
  options?: readonly { name: string; values?: readonly string[] }[];
  /** Tries the settings at the network, as far as it can without an account. @throws NetworkError */
  test?: (reach: Reach) => Promise<void>;
};

/**
 * One network, behind one contract. Every method throws only {@link NetworkError}s for what the network did;
 * anything else is a bug of ours.
 */
export interface Connector<Credentials = unknown> {
  readonly network: string;
  readonly name: string;
  /** The network's mark: an SVG path in a box of 24 by 24, and its colour as `#rrggbb`. */
  readonly mark: { path: string; color: string };
  /** The fields that the connect page asks for; empty where the account is connected through `oauth`. */
  readonly connectFields: readonly ConnectField[];
  readonly oauth?: OAuthDoor<Credentials>;
  /** Absent: the network needs no app of the operator. */
  readonly app?: AppDescription;
  readonly credentialsSchema: z.ZodType<Credentials>;
  /** Which kinds of item come from here, and what may be done to them at the best. */
  readonly capabilities: Partial<Record<ItemKind, Capabilities>>;
  /** What has to hold beside for a capability: the reason given where it does not. For the table of all networks. */
  readonly conditions?: Partial<Record<ItemKind, Partial<Record<CapabilityName, readonly NetworkErrorReason[]>>>>;
  /** What the capabilities offer but this item, message or account does not allow now. Pure: no network. */
  readonly refuses?: (
    facts: ItemFacts,
    channel: { rights: Rights; app: AppSettings },
  ) => Partial<Record<CapabilityName, NetworkErrorReason>>;
  /** Milliseconds between two pulls: at the liveliest and asleep. */
  readonly pace: { minMs: number; maxMs: number };
  readonly allowances?: Readonly<Record<string, Allowance>>;
  /** Whether calls cost money, so that a channel has a budget. */
  readonly isPriced?: true;
  readonly terms?: Terms;
  /**
   * Signs in with what the member typed, or with tokens obtained elsewhere (`accessToken`, `refreshToken`, `expiresAt`
   * as ISO 8601, `externalId`). @throws NetworkError `unauthorized` or `refused` with the network's reason.
   */
  connect(input: Record<string, string>, reach: Reach): Promise<Connection<Credentials>>;
  /** When credentials die, and when they are to be renewed ahead of it. Absent: not before the network says so. */
  tokenLife?(credentials: Credentials): { expiresAt?: Date; refreshAt?: Date };
  /** New credentials for old. Called by one worker at a time. @throws NetworkError `unauthorized` when the old ones are dead for good */
  refresh?(credentials: Credentials, reach: Reach): Promise<Credentials>;
  /** The daily look: is the token good, what may the account do now. @throws NetworkError */
  checkAccess?(channel: ChannelContext<Credentials>): Promise<{ account?: ChannelAccount; rights?: Rights }>;
  /**
   * Reads what is new since `cursor` (null: all that the network still gives, at most 90 days back): what is new first,
   * then deeper into the history, page by page. May be left after any page and goes on from its cursor.
   */
  pull(channel: ChannelContext<Credentials>, cursor: unknown): AsyncGenerator<PullPage, void, undefined>;
  /** Reads all that stands under one post, nested replies too: to fill a gap. Its cursor is not kept. */
  rereadPost?(
    channel: ChannelContext<Credentials>,
    postExternalId: string,
  ): AsyncGenerator<Omit<PullPage, 'cursor'>, void, undefined>;
  /** Reads messages again by id: each comes back as it is now, or as `message_deleted`. */
  recheck?(channel: ChannelContext<Credentials>, messages: HeldMessage[]): Promise<InboundEvent[]>;
  /** Makes the keys that let a repeated attempt be recognised. Pure: no network. */
  prepare(kind: ActionKind): Record<string, string>;
  perform(channel: ChannelContext<Credentials>, action: ActionRequest): Promise<Receipt>;
  /** Looks whether an attempt whose end is unknown did happen. @returns null when it surely did not; `unknown` when it can't be told. */
  findPerformed(channel: ChannelContext<Credentials>, action: ActionRequest): Promise<Receipt | null | 'unknown'>;
  /** What the network reports for recent posts of the account, for the completeness proof. */
  reportedCounts(channel: ChannelContext<Credentials>, postExternalIds: string[]): Promise<Map<string, number>>;
  readonly webhook?: WebhookDoor<Credentials>;
  readonly erasure?: ErasureDoor;
}
