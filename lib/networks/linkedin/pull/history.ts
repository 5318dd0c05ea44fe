import type { InboundMessage, InboundPost } from '../../contract.ts';
import type { LinkedInChannel } from '../credentials.ts';
import { lacksEntries } from '../../kit/entries.ts';
import { listNotifications, listPosts } from '../read.ts';
import { eventsOf } from '../notifications.ts';
import type { Cursor } from './cursor.ts';
import { rememberMentions } from './notifications.ts';
import { byTime, postOfStep, step, type Found } from './walk.ts';

const POSTS_AT_ONCE = 20;
const LISTINGS_AT_ONCE = 20;

/** Continues lists that had more than one page, and reads the answers to comments. */
export async function readTodo(channel: LinkedInChannel, cursor: Cursor): Promise<Found> {
  const messages: InboundMessage[] = [];
  for (const listing of cursor.todo.splice(0, LISTINGS_AT_ONCE)) {
    const seen = await step(channel, listing);
    messages.push(...seen.messages);
    // Put first, so that a post is read to its end before the next one, and the queue stays short.
    cursor.todo.unshift(...seen.further);
  }
  return { events: byTime(messages) };
}

/** Reads the comments of some more of the page's posts. */
export async function readHistory(
  channel: LinkedInChannel,
  cursor: Cursor,
  { start, floor, tail }: NonNullable<Cursor['history']>,
): Promise<Found> {
  const { elements, next } = await listPosts(channel, { start, count: POSTS_AT_ONCE });
  const messages: InboundMessage[] = [];
  const posts: InboundPost[] = [];
  const wanted = elements.filter(({ id, createdAt }) => createdAt >= floor && !tail.includes(id));
  for (const post of wanted) {
    const seen = await step(channel, { on: post.id, start: 0 });
    messages.push(...seen.messages);
    posts.push(...postOfStep(channel, post, seen));
    cursor.todo.push(...seen.further);
    cursor.marks[post.id] ??= seen.mark;
  }
  const last = elements.at(-1)?.createdAt;
  const reached = Math.max(floor, last ?? floor);
  // A page of which nothing can be read says nothing of the posts below.
  const isUnknown = last === undefined && lacksEntries(elements);
  const isDone = next === null || (reached === floor && !isUnknown);
  cursor.history = isDone ? null : { start: next, floor, tail: elements.slice(-3).map(({ id }) => id) };
  return { events: byTime(messages), posts, ...(!isUnknown && { reachedAt: new Date(reached) }) };
}

/** Reads who named the page before it was connected, and what the page answered there. */
export async function readMentions(
  channel: LinkedInChannel,
  cursor: Cursor,
  { start, ...span }: NonNullable<Cursor['mentions']>,
): Promise<Found> {
  const { elements, next } = await listNotifications(channel, { ...span, start, actions: ['SHARE_MENTION'] });
  const { events } = await eventsOf(channel, elements);
  rememberMentions(cursor, elements);
  cursor.mentions = next === null ? null : { ...span, start: next };
  if (next === null) {
    for (const { share, by } of cursor.named) cursor.todo.push({ on: share, start: 0, by, mention: true });
  }
  return { events };
}
