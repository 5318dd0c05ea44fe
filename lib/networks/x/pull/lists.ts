import type { XChannel } from '../credentials.ts';
import type { Known } from '../posts/known.ts';
import type { EndpointName } from '../limits.ts';
import { readPosts } from '../posts/read.ts';
import { priceOfOwned } from '../prices.ts';
import { idAt, isLater, latest, timeOf } from '../snowflake.ts';
import type { Post, PostsAnswer } from '../wire.ts';
import type { List } from './cursor.ts';

const PAGE = 100;
const HISTORY_MS = 90 * 24 * 3_600_000;
/** A post may appear in a list some minutes after later ones. What is read twice within a day is billed once. */
export const OVERLAP_MS = 15 * 60_000;

const NOTED_MS = 5 * 60_000;

/** A list of the account that is read newest first: posts that mention it, or its own. */
export type ListSource = { endpoint: EndpointName; path: string; query?: Record<string, string> };

export const listSources = {
  mentions: (me: string): ListSource => ({ endpoint: 'mentions', path: `/2/users/${me}/mentions` }),
  own: (me: string): ListSource => ({
    endpoint: 'ownPosts',
    path: `/2/users/${me}/tweets`,
    query: { exclude: 'retweets' },
  }),
} as const;

/** Reads the newest page of a list. What lies between it and the known posts becomes a gap. */
export async function readHead(channel: XChannel, known: Known, source: ListSource, list: List): Promise<Post[]> {
  const floor = floorOf(list) ?? idAt(channel.now().getTime() - HISTORY_MS);
  const answer = await readPage(channel, known, source, { since_id: floor });
  const head = latest([list.head, answer.newestId, ...answer.posts.map(({ versionId }) => versionId)]);
  const left = rest(answer, floor);
  // Without anything new, everything below was read before or is in a gap already.
  if (left && head !== list.head) list.gaps.unshift(left);
  list.head = head;
  noteRead(list, channel.now());
  return answer.posts;
}

/** One page of what is still to be read, from the newest gap. */
export async function readGap(channel: XChannel, known: Known, source: ListSource, list: List): Promise<Post[]> {
  const [gap] = list.gaps;
  if (!gap) return [];
  const answer = await readPage(channel, known, source, { since_id: gap.floor, until_id: gap.until });
  const left = rest(answer, gap.floor);
  if (left && isLater(gap.until, left.until)) gap.until = left.until;
  else list.gaps.shift();
  return answer.posts;
}

type Read = { head: string | null; readAt?: number | undefined };

/**
 * The bound from which a list is read again: some minutes before its head, for what appears late. A list in which nothing
 * came for longer than that is read from its head, which the network leaves out of its answer, so that nothing is billed.
 */
export function floorOf(list: Read): string | null {
  if (list.head === null) return null;
  return isSettled(list) ? list.head : idAt(timeOf(list.head) - OVERLAP_MS);
}

/** Remembers, to some minutes, when a list was read to its newest entry: a cursor that changes at each pull is stored each time. */
export function noteRead(list: Read, now: Date): void {
  if (isSettled(list)) return;
  if (list.readAt === undefined || now.getTime() - list.readAt > NOTED_MS) list.readAt = now.getTime();
}

function isSettled({ head, readAt }: Read): boolean {
  return head !== null && readAt !== undefined && readAt - OVERLAP_MS > timeOf(head);
}

/**
 * The part of a list below a page; null at the end. Its bounds are ids, because the network's page tokens may expire.
 */
export function rest({ nextToken, oldestId, posts }: PostsAnswer, floor: string) {
  const until = oldestId ?? posts.at(-1)?.versionId;
  return nextToken && until ? { until, floor } : null;
}

async function readPage(
  channel: XChannel,
  known: Known,
  { query, ...source }: ListSource,
  bounds: { since_id: string; until_id?: string },
): Promise<PostsAnswer> {
  return await readPosts(channel, known, {
    ...source,
    query: { ...query, ...bounds, max_results: PAGE },
    microsEach: priceOfOwned(channel),
  });
}
