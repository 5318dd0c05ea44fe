import { isLater } from './snowflake.ts';
import type { Includes, Media, Post, User } from './wire.ts';

/** What is known in the course of one job: posts by the id of each of their versions, people, pictures. */
export type Known = {
  me: string;
  posts: Map<string, Post>;
  users: Map<string, User>;
  media: Map<string, Media>;
};

export function nothingKnown(me: string): Known {
  return { me, posts: new Map(), users: new Map(), media: new Map() };
}

/** Adds posts and what came along with them. A later version takes the place of an earlier one. */
export function learnPosts(known: Known, posts: readonly Post[], included: Includes): void {
  for (const one of [...included.posts, ...posts]) {
    const held = known.posts.get(one.id);
    const kept = held && isBetter(held, one) ? held : one;
    for (const version of [...one.history, one.versionId]) known.posts.set(version, kept);
  }
  for (const user of included.users) known.users.set(user.id, { ...known.users.get(user.id), ...user });
  for (const one of included.media) known.media.set(one.media_key, one);
}

/** Of a later version, or of the same with more of its fields: what comes along has fewer than what was asked for. */
function isBetter(held: Post, other: Post): boolean {
  if (held.versionId !== other.versionId) return isLater(held.versionId, other.versionId);
  return held.conversationId !== null && other.conversationId === null;
}
