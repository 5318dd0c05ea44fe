import type { InboundPost, PullPage } from '../../contract.ts';
import type { LinkedInChannel } from '../credentials.ts';
import { listNotifications, listPosts } from '../read.ts';
import type { Notification } from '../wire.ts';
import { firstCursor, HISTORY_MS, readCursor, stored, type Cursor } from './cursor.ts';
import { readHistory, readMentions, readTodo } from './history.ts';
import { readNotified } from './notifications.ts';
import { byTime, postOfStep, step, type Found, type Step } from './walk.ts';

/** How many of the page's latest posts are read again, and how often. */
const RECONCILED_POSTS = 20;
const RECONCILE_MS = 6 * 3_600_000;

/** Notifications reach the list late, so each reading starts before the end of the one before. */
const OVERLAP_MS = 10 * 60_000;

/**
 * Reads the notifications since the last pull, then more of the page's posts. Every six hours the latest posts
 * themselves are read, because posts that are not public cause no notifications.
 */
export async function* pull(channel: LinkedInChannel, given: unknown): AsyncGenerator<PullPage, void, undefined> {
  const known = readCursor(given);
  const cursor = known ?? firstCursor(channel.now().getTime());
  let pages = 0;
  const page = ({ events, posts = [] }: Found, backfill?: PullPage['backfill']): PullPage => {
    pages += 1;
    for (const { externalId } of posts) if (!cursor.posts.includes(externalId)) cursor.posts.push(externalId);
    return { events, cursor: stored(cursor), ...(posts.length > 0 && { posts }), ...(backfill && { backfill }) };
  };

  if (known) {
    for await (const found of readNotified(channel, cursor, OVERLAP_MS)) yield page(found);
  } else {
    cursor.told = await idsTellingNow(channel, cursor);
  }
  while (isReadingBack(cursor)) {
    const found = await readBack(channel, cursor);
    yield page(found, reached(channel, cursor, found));
  }
  if (channel.now().getTime() - cursor.reconciledAt >= RECONCILE_MS) {
    yield page(await reconcile(channel, cursor));
    while (cursor.todo.length > 0) yield page(await readTodo(channel, cursor));
  }
  // The cursor moves on even without news, so that the next reading is short.
  if (pages === 0) yield page({ events: [] });
}

function isReadingBack({ todo, history, mentions }: Cursor): boolean {
  return todo.length > 0 || history !== null || mentions !== null;
}

async function readBack(channel: LinkedInChannel, cursor: Cursor): Promise<Found> {
  if (cursor.todo.length > 0) return await readTodo(channel, cursor);
  if (cursor.history) return await readHistory(channel, cursor, cursor.history);
  return cursor.mentions ? await readMentions(channel, cursor, cursor.mentions) : { events: [] };
}

function reached(channel: LinkedInChannel, cursor: Cursor, { reachedAt }: Found): PullPage['backfill'] {
  if (!isReadingBack(cursor)) return { reachedAt: new Date(channel.now().getTime() - HISTORY_MS), isDone: true };
  return reachedAt && { reachedAt, isDone: false };
}

/** The notifications just before the first pull: their comments are read from the posts. */
async function idsTellingNow(channel: LinkedInChannel, { notifiedUntil }: Cursor): Promise<string[]> {
  const ids: string[] = [];
  for (let start: number | null = 0; start !== null;) {
    const range = { from: notifiedUntil - OVERLAP_MS, until: notifiedUntil, start };
    const page: { elements: Notification[]; next: number | null } = await listNotifications(channel, range);
    ids.push(...page.elements.map(({ notificationId }) => notificationId));
    start = page.next;
  }
  return ids;
}

/** Reads the latest posts and the page's answers under other people's posts, independently of notifications. */
async function reconcile(channel: LinkedInChannel, cursor: Cursor): Promise<Found> {
  const found: Step[] = [];
  const posts: InboundPost[] = [];
  const look = async (on: string, listing: { by?: string; mention?: true }): Promise<Step> => {
    const seen = await step(channel, { on, start: 0, ...listing });
    if (cursor.marks[on] !== seen.mark) {
      found.push(seen);
      cursor.todo.push(...seen.further);
    }
    // Deleted and set again, so that the marks of the latest reading come last and are kept.
    delete cursor.marks[on];
    cursor.marks[on] = seen.mark;
    return seen;
  };
  const { elements } = await listPosts(channel, { start: 0, count: RECONCILED_POSTS });
  for (const post of elements) posts.push(...postOfStep(channel, post, await look(post.id, {})));
  for (const { share, by } of cursor.named) await look(share, { by, mention: true });
  cursor.reconciledAt = channel.now().getTime();
  return { events: byTime(found.flatMap(({ messages }) => messages)), posts };
}
