import type { ItemKind } from './capabilities.ts';

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
