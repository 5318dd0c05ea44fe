import type { InboundEvent, InboundMessage, InboundPost } from '../contract.ts';
import type { LinkedInChannel } from './credentials.ts';
import { mentionOf, messageOf, ownGround, postOf, whomItAnswers, type Ground } from './inbound.ts';
import { listComments, listPosts, readComment } from './read.ts';
import type { Comment, Notification, Post } from './wire.ts';

const RECENT_POSTS = 50;

/** The events of notifications, the same whether they were polled or pushed. */
export type Found = { events: InboundEvent[]; posts: InboundPost[] };

/**
 * Turns notifications into events. A notification does not say whom a comment answers and when it was written, so
 * each comment is read once, however many notifications name it.
 * @param isKnown whether this post (its activity) is stored already
 */
export async function eventsOf(
  channel: LinkedInChannel,
  notifications: Notification[],
  isKnown: (activity: string) => boolean = () => false,
): Promise<Found> {
  const deleted = new Map<string, InboundEvent>();
  const mentions = new Map<string, InboundMessage>();
  const comments = new Map<string, Notification>();
  for (const one of notifications) {
    const { action, generatedActivity, decoratedGeneratedActivity, lastModifiedAt } = one;
    const urn = decoratedGeneratedActivity?.comment?.entity ?? generatedActivity;
    if (action === 'SHARE_MENTION') {
      const mention = mentionOf(one);
      if (mention) mentions.set(mention.externalId, mention);
    } else if (action === 'COMMENT_DELETE' && urn) {
      deleted.set(urn, { type: 'message_deleted', externalId: urn, deletedAt: new Date(lastModifiedAt) });
    } else if (/^(COMMENT|COMMENT_EDIT|ADMIN_COMMENT)$/.test(action) && urn) {
      comments.set(urn, one);
    }
  }

  const memory = new CommentMemory(channel);
  const posts = new PostMemory(channel);
  const messages: InboundMessage[] = [...mentions.values()];
  for (const [urn, source] of comments) {
    if (deleted.has(urn)) continue;
    const comment = await memory.read(urn);
    if (comment === undefined) continue;
    if (!comment) {
      deleted.set(urn, { type: 'message_deleted', externalId: urn, deletedAt: channel.now() });
      continue;
    }
    const message = await memory.messageOf(comment, groundOf(channel, source));
    if (!message) continue;
    messages.push(message);
    if (message.postExternalId && !isKnown(message.postExternalId)) await posts.find(message.postExternalId, source);
  }
  messages.sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
  return { events: [...messages, ...deleted.values()], posts: posts.found };
}

/** Comments read for these notifications: the author of a parent comment is read only once. */
export class CommentMemory {
  readonly #channel: LinkedInChannel;
  readonly #existing = new Map<string, Comment | null | undefined>();

  constructor(channel: LinkedInChannel) {
    this.#channel = channel;
  }

  /** @returns null when it is gone, undefined when it cannot be read */
  async read(urn: string): Promise<Comment | null | undefined> {
    if (this.#existing.has(urn)) return this.#existing.get(urn);
    const comment = await readComment(this.#channel, urn);
    this.#existing.set(urn, comment);
    return comment;
  }

  /** The message. For an answer of the page, the person it answers is looked up. */
  async messageOf(comment: Comment, ground: Ground): Promise<InboundMessage | null> {
    const answers = await this.#whomItAnswers(comment);
    return messageOf(this.#channel, comment, { ground, answers });
  }

  async #whomItAnswers(comment: Comment): Promise<string | undefined> {
    const { externalId: page } = this.#channel.account;
    if (comment.actor !== page || !comment.parentComment) return undefined;
    const parentActor = (await this.read(comment.parentComment))?.actor;
    const beside = parentActor === page ? await listComments(this.#channel, { on: comment.parentComment }) : null;
    return whomItAnswers(this.#channel, comment, { parentActor, siblings: beside?.elements ?? [] });
  }
}

/** The page's recent posts, read once and only when one is needed. */
class PostMemory {
  readonly found: InboundPost[] = [];
  readonly #channel: LinkedInChannel;
  #recent: Promise<Post[]> | null = null;

  constructor(channel: LinkedInChannel) {
    this.#channel = channel;
  }

  async find(activity: string, { decoratedSourcePost }: Notification): Promise<void> {
    if (!decoratedSourcePost || this.found.some(({ externalId }) => externalId === activity)) return;
    this.#recent ??= listPosts(this.#channel, { start: 0, count: RECENT_POSTS }).then(({ elements }) => elements);
    const post = (await this.#recent).find(({ id }) => id === decoratedSourcePost.entity);
    if (post) this.found.push(postOf(this.#channel, post, { activity }));
  }
}

/** The page also comments under other people's posts that mention it. */
function groundOf(channel: LinkedInChannel, { decoratedSourcePost: post }: Notification): Ground {
  const isOthers = post?.owner !== undefined && post.owner !== channel.account.externalId;
  return isOthers ? { kind: 'mention', share: post.entity, by: post.owner ?? '' } : ownGround;
}
