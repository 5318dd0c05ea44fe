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

/** A reply's limits. Absent from the capabilities where a network takes no reply. */
export type ReplyCapability = {
  /** The most characters, counted as `count` says. */
  maxLength: number;
  /** `graphemes`: user-perceived characters (UAX #29). `codePoints`: Unicode scalars. `utf16`: JavaScript's length. */
  count: 'graphemes' | 'codePoints' | 'utf16';
  /** A second limit some networks set on the UTF-8 size. */
  maxBytes?: number;
  images?: { max: number; maxBytes: number; types: readonly string[]; altText: boolean };
  /** How long after the contact's last message a reply is taken. Absent: for ever. */
  windowMs?: number;
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
  /** What the mention is: shown on the row. */
  variant?: 'quote' | 'tag' | 'repost' | 'story';
};

export type InboundEvent =
  | InboundMessage
  | { type: 'post'; post: InboundPost }
  | { type: 'message_deleted'; externalId: string; deletedAt: Date }
  | { type: 'message_hidden'; externalId: string; hidden: boolean };

/** One page of what `pull` found. `cursor` may be stored once `events` are: it stands for all of them. */
export type PullPage = {
  events: InboundEvent[];
  cursor: unknown;
  posts?: InboundPost[];
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

/** A channel as a connector sees it: no table, no workspace. */
export type ChannelContext<Credentials = unknown> = {
  account: ChannelAccount;
  credentials: Credentials;
  /** Stores renewed credentials at once, before they are used; the old ones may be dead by then. */
  saveCredentials: (credentials: Credentials) => Promise<void>;
  signal: AbortSignal;
  now: () => Date;
};

/** What the network is asked to do, with all it takes to do it. */
export type ActionRequest = {
  kind: ActionKind;
  itemKind: ItemKind;
  /** Made by `prepare` and stored before the first attempt: an idempotency key, a record key. */
  idempotency: Record<string, string>;
  /** The message acted upon or answered. For a block or a mute: any message of the contact. */
  target: {
    externalId: string;
    threadExternalId: string;
    authorExternalId: string;
    reference: Record<string, string>;
    /** The receipt's `undo` of the action that this one takes back (unlike, unhide, unblock, unmute). */
    undo?: Record<string, string>;
  };
  text: string;
  attachments: { bytes: Uint8Array<ArrayBuffer>; mimeType: string; altText: string; width?: number; height?: number }[];
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

/** What a connector's webhook half does. */
export type WebhookDoor = {
  verify: (delivery: { headers: Record<string, string>; body: string }) => boolean;
  parse: (delivery: { headers: Record<string, string>; body: string }) => InboundEvent[];
};

/**
 * One network, behind one contract. Every method throws only {@link NetworkError}s for what the network did;
 * anything else is a bug of ours.
 */
export interface Connector<Credentials = unknown> {
  readonly network: string;
  readonly name: string;
  /** How an account is connected: the fields that the connect page asks for. */
  readonly connectFields: readonly ConnectField[];
  readonly credentialsSchema: z.ZodType<Credentials>;
  /** Which kinds of item come from here, and what may be done to them. */
  readonly capabilities: Partial<Record<ItemKind, Capabilities>>;
  /** Milliseconds between two pulls: at the liveliest and asleep. */
  readonly pace: { minMs: number; maxMs: number };
  /** Signs in with what the member typed. @throws NetworkError `unauthorized` or `refused` with the network's reason. */
  connect(
    input: Record<string, string>,
    signal: AbortSignal,
  ): Promise<{ account: ChannelAccount; credentials: Credentials }>;
  /** Reads what is new since `cursor` (null: back-fill), oldest knowledge last; stops by itself at what is known. */
  pull(channel: ChannelContext<Credentials>, cursor: unknown): AsyncGenerator<PullPage, void, undefined>;
  /** Makes the keys that let a repeated attempt be recognised. Pure: no network. */
  prepare(kind: ActionKind): Record<string, string>;
  perform(channel: ChannelContext<Credentials>, action: ActionRequest): Promise<Receipt>;
  /** Looks whether an attempt whose end is unknown did happen. @returns null when it surely did not; `unknown` when it can't be told. */
  findPerformed(channel: ChannelContext<Credentials>, action: ActionRequest): Promise<Receipt | null | 'unknown'>;
  /** What the network reports for recent posts of the account, for the completeness proof. */
  reportedCounts(channel: ChannelContext<Credentials>, postExternalIds: string[]): Promise<Map<string, number>>;
  readonly webhook?: WebhookDoor;
}
