import type { Known } from './known.ts';
import type { Post } from '../wire.ts';

/** How many levels a conversation in somebody else's thread is followed upwards. */
const MAX_DEPTH = 20;

/** Whether a reply belongs to a conversation that the account started. */
export function isInOwnConversation(post: Post, known: Known): boolean {
  if (post.repliedTo === null || post.conversationId === null) return false;
  const root = known.posts.get(post.conversationId);
  if (root) return root.authorId === known.me;
  // A direct answer to the first post says itself whose post that is.
  return post.repliedTo === post.conversationId && post.inReplyToUserId === known.me;
}

/** The posts that must be read first to tell where a post belongs. */
export function wantedFor(post: Post, known: Known): string[] {
  const wanted: (string | null)[] = [post.quoted];
  if (post.repliedTo !== null) wanted.push(post.conversationId);
  if (!isInOwnConversation(post, known) && isExchange(post, known)) wanted.push(post.repliedTo);
  return wanted.filter((id) => id !== null && !known.posts.has(id)).map(String);
}

/**
 * The key of a mention. In somebody else's thread, the exchange between the account and one person is one item, and
 * its first post is the key.
 */
export function threadOf(post: Post, known: Known, depth = 0): string {
  const above = post.repliedTo === null || depth > MAX_DEPTH ? undefined : known.posts.get(post.repliedTo);
  if (post.authorId === known.me) {
    // What the account answered counts as the first post where it can no longer be read.
    return above ? threadOf(above, known, depth + 1) : (post.repliedTo ?? post.id);
  }
  const isAnswer =
    above?.authorId === known.me && above.repliedTo !== null && contactOf(above, known) === post.authorId;
  return isAnswer ? threadOf(above, known, depth + 1) : post.id;
}

/** Whom the account's own post answers; null when it continues a post of its own. */
export function contactOf(post: Post, known: Known, depth = 0): string | null {
  if (post.inReplyToUserId !== null && post.inReplyToUserId !== known.me) return post.inReplyToUserId;
  const above = post.repliedTo === null || depth > MAX_DEPTH ? undefined : known.posts.get(post.repliedTo);
  if (!above) return null;
  return above.authorId === known.me ? contactOf(above, known, depth + 1) : above.authorId;
}

/** Part of an exchange between the account and another person: its own reply, or a reply to it. */
function isExchange(post: Post, known: Known): boolean {
  return post.repliedTo !== null && (post.authorId === known.me || post.inReplyToUserId === known.me);
}
