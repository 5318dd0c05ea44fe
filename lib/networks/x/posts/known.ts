import { isLater } from '../snowflake.ts';
import type { Includes, Media, Post, User } from '../wire.ts';

/** What was read in the course of one job: posts by the id of each version, people, pictures. */
export type Known = {
  me: string;
  posts: Map<string, Post>;
  users: Map<string, User>;
  media: Map<string, Media>;
};

export function nothingKnown(me: string): Known {
  return { me, posts: new Map(), users: new Map(), media: new Map() };
}

/** Adds posts and what was included with them. A later version replaces an earlier one. */
export function learnPosts(known: Known, posts: readonly Post[], included: Includes): void {
  for (const one of [...included.posts, ...posts]) {
    const existing = known.posts.get(one.id);
    const kept = existing && isBetter(existing, one) ? existing : one;
    for (const version of [...one.history, one.versionId]) known.posts.set(version, kept);
  }
  for (const user of included.users) known.users.set(user.id, { ...known.users.get(user.id), ...user });
  for (const one of included.media) known.media.set(one.media_key, one);
}

/** Whether a post is a later version, or has more fields: included posts have fewer than requested ones. */
function isBetter(existing: Post, other: Post): boolean {
  if (existing.versionId !== other.versionId) return isLater(existing.versionId, other.versionId);
  return existing.conversationId !== null && other.conversationId === null;
}
