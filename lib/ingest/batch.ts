import type { InboundEvent, InboundMessage, InboundPost, MessageDelivery } from '#lib/networks/contract.ts';
import type { CleanEvent, CleanMessage } from './clean/clean-event.ts';

/** A sorted batch: each message and post once, in its newest version. */
export type SortedBatch = {
  messages: ArrivingMessage[];
  posts: ContextPost[];
  deletions: Map<string, Date>;
  hidings: Map<string, boolean>;
  moderations: Map<string, Moderated>;
  deliveries: MessageDelivery[];
};

/** The network's decision about a reply of the brand. */
export type Moderated = Extract<InboundEvent, { type: 'reply_moderated' }>;

/** A post; `rootExternalId` when it belongs to the thread under another post. */
export type ContextPost = InboundPost & { rootExternalId?: string };

/** A message that belongs to an item. */
export type ArrivingMessage = CleanMessage & {
  threadKey: string;
  contactExternalId: string;
  /** Reported by other events of the same batch. */
  isHidden: boolean;
  moderated: Moderated['state'] | null;
};

/**
 * Sorts what a network reported, oldest message first. Of duplicates the later edit wins. A brand's message that answers
 * nobody becomes a post, because it is only context.
 */
export function sortBatch(events: CleanEvent[], posts: InboundPost[]): SortedBatch {
  const messagesById = new Map<string, ArrivingMessage>();
  const postsById = new Map<string, ContextPost>(posts.map((post) => [post.externalId, post]));
  const deletions = new Map<string, Date>();
  const hidings = new Map<string, boolean>();
  const moderations = new Map<string, Moderated>();
  const deliveries: MessageDelivery[] = [];
  for (const event of events) {
    switch (event.type) {
      case 'message': {
        const contactExternalId = event.direction === 'inbound' ? event.author.externalId : event.contactExternalId;
        if (contactExternalId === undefined) {
          postsById.set(event.externalId, asPost(event));
          break;
        }
        const earlier = messagesById.get(event.externalId);
        if (earlier && editTime(earlier) >= editTime(event)) break;
        messagesById.set(event.externalId, {
          ...event,
          contactExternalId,
          threadKey: threadKey(event, contactExternalId),
          isHidden: false,
          moderated: null,
        });
        break;
      }
      case 'post':
        postsById.set(event.post.externalId, event.post);
        break;
      case 'message_deleted':
        deletions.set(event.externalId, event.deletedAt);
        break;
      case 'message_hidden':
        hidings.set(event.externalId, event.hidden);
        break;
      case 'reply_moderated':
        moderations.set(event.externalId, event);
        break;
      case 'message_delivery':
        deliveries.push(event);
        break;
      case 'access_revoked':
        // It concerns no message: the reader of the channel handles it.
        break;
      default:
        event satisfies never;
    }
  }
  for (const [externalId, message] of messagesById) {
    message.isHidden = hidings.get(externalId) ?? false;
    message.moderated = moderations.get(externalId)?.state ?? null;
  }
  const messages = [...messagesById.values()].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  // Sorted by id, so that two batches never lock the same posts in different orders.
  const sortedPosts = [...postsById.values()].sort((a, b) => (a.externalId < b.externalId ? -1 : 1));
  return { messages, posts: sortedPosts, deletions, hidings, moderations, deliveries };
}

/** The key of the message's item: thread and contact for a comment, otherwise the thread alone. */
function threadKey(message: InboundMessage, contactExternalId: string): string {
  const parts = message.kind === 'comment' ? [message.threadExternalId, contactExternalId] : [message.threadExternalId];
  return [message.kind, ...parts].join(' ');
}

function editTime(message: InboundMessage): number {
  return (message.editedAt ?? message.createdAt).getTime();
}

function asPost(message: InboundMessage): ContextPost {
  return {
    externalId: message.externalId,
    author: message.author,
    isOwn: true,
    text: message.text,
    createdAt: message.createdAt,
    ...(message.url === undefined ? {} : { url: message.url }),
    ...(message.attachments === undefined ? {} : { attachments: message.attachments }),
    ...(message.threadExternalId === message.externalId ? {} : { rootExternalId: message.threadExternalId }),
  };
}
