import type { Known } from './known.ts';
import type { Post } from './wire.ts';

/** A conversation with one person in somebody else's thread is followed upwards so far. */
const MAX_DEPTH = 20;

/** Whether a reply stands in a conversation that the account began. */
export function isInOwnConversation(post: Post, known: Known): boolean {
  if (post.repliedTo === null || post.conversationId === null) return false;
  const root = known.posts.get(post.conversationId);
  if (root) return root.authorId === known.me;
  // A direct answer to the root says itself whose that is.
  return post.repliedTo === post.conversationId && post.inReplyToUserId === known.me;
}

/** The posts that have to be known before it can be said where a post belongs. */
export function wantedFor(post: Post, known: Known): string[] {
  const wanted: (string | null)[] = [post.quoted];
  if (post.repliedTo !== null) wanted.push(post.conversationId);
  if (!isInOwnConversation(post, known) && isExchange(post, known)) wanted.push(post.repliedTo);
  return wanted.filter((id) => id !== null && !known.posts.has(id)).map(String);
}

/**
 * The key of a mention: in somebody else's thread, the exchange of the account with one person is one piece of work,
 * and its first post is the key.
 */
export function threadOf(post: Post, known: Known, depth = 0): string {
  const above = post.repliedTo === null || depth > MAX_DEPTH ? undefined : known.posts.get(post.repliedTo);
  if (post.authorId === known.me) {
    // What the account answered is the beginning where it can no longer be read.
    return above ? threadOf(above, known, depth + 1) : (post.repliedTo ?? post.id);
  }
  const isAnswer =
    above?.authorId === known.me && above.repliedTo !== null && contactOf(above, known) === post.authorId;
  return isAnswer ? threadOf(above, known, depth + 1) : post.id;
}

/** Whom the account's own post answers; null when it goes on under a post of its own. */
export function contactOf(post: Post, known: Known, depth = 0): string | null {
  if (post.inReplyToUserId !== null && post.inReplyToUserId !== known.me) return post.inReplyToUserId;
  const above = post.repliedTo === null || depth > MAX_DEPTH ? undefined : known.posts.get(post.repliedTo);
  if (!above) return null;
  return above.authorId === known.me ? contactOf(above, known, depth + 1) : above.authorId;
}

/** Part of a talk between the account and another: its own reply, or a reply to it. */
function isExchange(post: Post, known: Known): boolean {
  return post.repliedTo !== null && (post.authorId === known.me || post.inReplyToUserId === known.me);
}
