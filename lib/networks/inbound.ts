import type { NetworkErrorReason } from './errors.ts';
import type { ItemKind } from './item-kinds.ts';

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
  /** Must not outlive its life on the network (a story): shown, never cached. */
  isEphemeral?: true;
  previewUrl?: string;
  altText?: string;
  mimeType?: string;
  width?: number;
  height?: number;
  title?: string;
};

/** The post that people comment on. */
export type InboundPost = {
  externalId: string;
  author: InboundAuthor;
  /** True when the connected account wrote it. */
  isOwn: boolean;
  /** `place`: the place that reviews are about. */
  variant?: 'ad' | 'story' | 'video' | 'live' | 'place';
  text: string;
  url?: string;
  createdAt: Date;
  attachments?: InboundAttachment[];
  /** The network's own counts. `replies` is compared with what is stored here. */
  counts?: { replies?: number; likes?: number; reposts?: number; quotes?: number };
  deletedAt?: Date;
};

/**
 * One message, the same whether a poll or a webhook brings it.
 * Channel, kind and thread decide its item. For a comment the contact does too: a contact who writes three times under
 * one post is one piece of work.
 */
export type InboundMessage = {
  type: 'message';
  /** Unique within the channel; never reused. */
  externalId: string;
  kind: ItemKind;
  /** comment: the root post · mention: the mentioning post · message: the conversation · review: the review. */
  threadExternalId: string;
  /** `outbound` when the brand wrote it, here or in any other tool. */
  direction: 'inbound' | 'outbound';
  author: InboundAuthor;
  /**
   * For an outbound message: whom it answers, which decides the item. An outbound comment without it belongs to no item
   * and is dropped.
   */
  contactExternalId?: string;
  parentExternalId?: string;
  /** The post it belongs to, which must be in the same batch or stored already. */
  postExternalId?: string;
  text: string;
  createdAt: Date;
  /** When the author last changed it. A later value than the stored one makes a new version. */
  editedAt?: Date;
  url?: string;
  languages?: string[];
  attachments?: InboundAttachment[];
  /** The network's references that `perform` needs later (a content hash, a container id). */
  reference?: Record<string, string>;
  /** 1 to 5, reviews only. */
  rating?: number;
  /**
   * What it is besides its kind; shown on the row. `held`: awaits the brand's approval, and `unhide` publishes it.
   * `untold`: the network tells nobody what was written and by whom; `untold_to_connection`: it refuses that to this way
   * of connecting; `encrypted`: it says only that something was written. The screen says so where the text would be, with
   * the way to the network.
   */
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
    | 'collaboration'
    | 'untold'
    | 'untold_to_connection'
    | 'encrypted';
  /** Only the brand and the contact can see it (a private reply to a comment). */
  isPrivate?: true;
};

/**
 * How far a message of the brand came. States only rise; `failed` says that it was accepted and did not arrive, and may
 * follow `sent`.
 */
export const deliveryStates = ['sent', 'delivered', 'read', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export type MessageDelivery = {
  type: 'message_delivery';
  externalId: string;
  state: DeliveryState;
  at: Date;
  /** Why it failed, and the network's own words for it. */
  reason?: NetworkErrorReason;
  detail?: string;
  /**
   * The action that sent it, where the network tells: the entry `key` of what `prepare` made. `progress` is added to that
   * action's progress, so that `findPerformed` knows what was sent although the network's answer was lost.
   */
  action?: { key: string; progress: Record<string, string> };
};

export type InboundEvent =
  | InboundMessage
  | { type: 'post'; post: InboundPost }
  | { type: 'message_deleted'; externalId: string; deletedAt: Date }
  | { type: 'message_hidden'; externalId: string; hidden: boolean }
  /** The network reviewed a reply of the brand: `pending` is not shown to anybody yet, `rejected` never will be. */
  | { type: 'reply_moderated'; externalId: string; state: 'pending' | 'approved' | 'rejected'; detail?: string }
  | MessageDelivery
  /** The account revoked its permission. */
  | { type: 'access_revoked' };
