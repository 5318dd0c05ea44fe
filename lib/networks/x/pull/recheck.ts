import type { InboundEvent } from '../../contract.ts';
import { findWatched } from '../../kit/watch-list.ts';
import type { XChannel } from '../credentials.ts';
import { latestVersion } from '../inbound.ts';
import type { Known } from '../posts/known.ts';
import { limits } from '../limits.ts';
import { lookUp, readPosts } from '../posts/read.ts';
import { prices } from '../prices.ts';
import type { Post } from '../wire.ts';
import type { Cursor } from './cursor.ts';

const PAUSE_MS = 10 * 60_000;
/** A message is read again once a day, because the same object is billed once a day. */
const RECHECK_MS = 20 * 3_600_000;
/** The share of a day's budget that looking for edits, deletions and quotes may take; own posts get half of it. */
const BUDGET_SHARE = 0.5;
const QUOTED_POSTS = 5;
const QUOTE_PAGES = 3;
const PAGE = 100;

/**
 * Rechecks the counts of own posts, which show new quotes, and the messages of the last days, because the network
 * does not report that somebody else's post was deleted. The network bills each post, so only as many are read as the
 * budget allows.
 */
export async function recheckStored(
  channel: XChannel,
  known: Known,
  cursor: Cursor,
): Promise<{ posts: Post[]; deleted: InboundEvent[] }> {
  const now = channel.now();
  if (now.getTime() - cursor.recheckedAt < PAUSE_MS) return { posts: [], deleted: [] };
  const day = now.toISOString().slice(0, 10);
  const budget = await channel.rateLimiter.dayBudget();
  const mostEach = budget === null ? Infinity : Math.floor((budget * BUDGET_SHARE) / 2 / prices.readPost);
  const rechecks = cursor.rechecks?.day === day ? cursor.rechecks : { day, messages: 0 };
  const quotes = await readNewQuotes(channel, known, cursor, mostEach);
  const { posts, deleted, asked } = await recheckMessages(channel, known, cursor, {
    now,
    most: Math.max(0, mostEach - rechecks.messages),
  });
  cursor.rechecks = { day, messages: rechecks.messages + asked };
  cursor.recheckedAt = now.getTime();
  return { posts: [...quotes, ...posts], deleted };
}

/** The newest own posts with their counts, and the new quotes. A post that is counted again the same day costs nothing. */
async function readNewQuotes(channel: XChannel, known: Known, cursor: Cursor, most: number): Promise<Post[]> {
  const ids = cursor.roots.slice(0, most).map(({ id }) => id);
  if (ids.length === 0) return [];
  const { posts } = await lookUp(channel, known, ids, { purpose: 'rechecks' });
  const found: Post[] = [...posts];
  let read = 0;
  for (const post of posts) {
    const root = cursor.roots.find(({ id }) => id === post.id);
    const quotes = post.metrics?.quote_count ?? 0;
    if (!root || quotes <= root.quotes || read === QUOTED_POSTS) continue;
    found.push(...(await readQuotes(channel, known, latestVersion(post), cursor)));
    root.quotes = quotes;
    read += 1;
  }
  return found;
}

/** The quotes of a post down to a known one: the list accepts no bound. */
async function readQuotes(channel: XChannel, known: Known, id: string, cursor: Cursor): Promise<Post[]> {
  const found: Post[] = [];
  let token: string | undefined;
  for (let page = 0; page < QUOTE_PAGES; page += 1) {
    const answer = await readPosts(channel, known, {
      endpoint: 'quotes',
      path: `/2/tweets/${id}/quote_tweets`,
      query: { max_results: PAGE, pagination_token: token },
    });
    found.push(...answer.posts);
    token = answer.nextToken ?? undefined;
    if (!token || answer.posts.some((post) => findWatched(cursor.watched, post.id))) break;
  }
  return found;
}

async function recheckMessages(
  channel: XChannel,
  known: Known,
  cursor: Cursor,
  { now, most }: { now: Date; most: number },
): Promise<{ posts: Post[]; deleted: InboundEvent[]; asked: number }> {
  const due = cursor.watched
    .filter(({ readAt }) => readAt * 1_000 < now.getTime() - RECHECK_MS)
    .toSorted((one, other) => one.readAt - other.readAt)
    .slice(0, Math.min(limits.idsPerLookup, most));
  if (due.length === 0) return { posts: [], deleted: [], asked: 0 };
  const { posts, missing } = await readCurrent(
    channel,
    known,
    due.map(({ version }) => version),
  );
  const gone = due.filter(({ version }) => missing.includes(version));
  for (const entry of due) entry.readAt = Math.floor(now.getTime() / 1_000);
  cursor.watched = cursor.watched.filter(({ id }) => !gone.some((entry) => entry.id === id));
  return {
    posts,
    deleted: gone.map(({ id }) => ({ type: 'message_deleted' as const, externalId: id, deletedAt: now })),
    asked: due.length,
  };
}

/**
 * Posts as they are now. For an edited post, the network returns the requested version with the ids of the later
 * ones.
 */
export async function readCurrent(
  channel: XChannel,
  known: Known,
  versions: readonly string[],
): Promise<{ posts: Post[]; missing: string[] }> {
  const asked = await lookUp(channel, known, versions, { purpose: 'rechecks' });
  const newer = asked.posts.filter((post) => post.versionId !== latestVersion(post)).map(latestVersion);
  const edited = newer.length > 0 ? (await lookUp(channel, known, newer, { purpose: 'rechecks' })).posts : [];
  const byId = new Map([...asked.posts, ...edited].map((post) => [post.id, post]));
  return { posts: [...byId.values()], missing: asked.missing };
}
