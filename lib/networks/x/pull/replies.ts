import type { XChannel } from '../credentials.ts';
import type { Known } from '../posts/known.ts';
import { limits } from '../limits.ts';
import { readPosts } from '../posts/read.ts';
import { idAt, isLater, latest } from '../snowflake.ts';
import type { Post, PostsAnswer } from '../wire.ts';
import { ROOT_MS, type Cursor, type Root } from './cursor.ts';
import { floorOf, noteRead, rest } from './lists.ts';

const PAGE = 100;

/**
 * Searches for what is new in the conversations under own posts, several in one query, because no other list has
 * replies to replies. Source: docs.x.com/x-api/posts/search, the operators `conversation_id:`, `from:`, `OR` and `-`.
 */
export async function* searchReplies(channel: XChannel, known: Known, cursor: Cursor): AsyncGenerator<Post[]> {
  // Posts with a similar newest reply share a query: the oldest one bounds it, and what is read again another day is
  // billed again.
  const roots = cursor.roots.toSorted(byHead);
  for (const group of groupsOf(roots, channel.account.handle)) {
    const heads = group.map(({ head }) => head);
    const floors = group.map(floorOf);
    const oldest = floors.reduce(
      (one, other) => (one && other ? (isLater(one, other) ? other : one) : null),
      floors[0] ?? null,
    );
    const floor = oldest ? latest([oldest, reachable(channel)]) : null;
    const ids = group.map(({ id }) => id);
    const answer = await search(channel, known, queryOf(ids, channel.account.handle), { since_id: floor ?? undefined });
    const head = latest([...heads, answer.newestId]);
    const left = rest(answer, floor ?? reachable(channel));
    if (left && head !== latest(heads)) cursor.searches.unshift({ roots: ids, ...left });
    for (const root of group) {
      root.head = head;
      noteRead(root, channel.now());
    }
    yield answer.posts;
  }
}

/** One page of what a query still has. */
export async function readSearchGap(channel: XChannel, known: Known, cursor: Cursor): Promise<Post[]> {
  const [gap] = cursor.searches;
  if (!gap) return [];
  const floor = latest([gap.floor, reachable(channel)]) ?? gap.floor;
  if (!isLater(gap.until, floor)) {
    cursor.searches.shift();
    return [];
  }
  const answer = await search(channel, known, queryOf(gap.roots, channel.account.handle), {
    since_id: floor,
    until_id: gap.until,
  });
  const left = rest(answer, floor);
  if (left && isLater(gap.until, left.until)) gap.until = left.until;
  else cursor.searches.shift();
  return answer.posts;
}

/** All replies under one post that recent search still finds, including the account's own, page by page. */
export async function* searchAll(channel: XChannel, known: Known, rootId: string): AsyncGenerator<Post[]> {
  let until: string | undefined;
  for (;;) {
    const answer = await search(channel, known, `conversation_id:${rootId}`, { until_id: until });
    yield answer.posts;
    const left = rest(answer, '1');
    if (!left || (until && !isLater(until, left.until))) return;
    until = left.until;
  }
}

async function search(
  channel: XChannel,
  known: Known,
  query: string,
  bounds: { since_id?: string | undefined; until_id?: string | undefined },
): Promise<PostsAnswer> {
  return await readPosts(channel, known, {
    endpoint: 'search',
    path: '/2/tweets/search/recent',
    query: { query, max_results: PAGE, ...bounds },
  });
}

/** The account's own replies are read with its own posts. */
function queryOf(roots: readonly string[], handle: string): string {
  const conversations = roots.map((id) => `conversation_id:${id}`).join(' OR ');
  return `${roots.length > 1 ? `(${conversations})` : conversations} -from:${handle}`;
}

function groupsOf(roots: readonly Root[], handle: string): Root[][] {
  const groups: Root[][] = [];
  for (const root of roots) {
    const last = groups.at(-1);
    const isAlike = last && (last[0]?.head === null) === (root.head === null);
    const fits =
      last &&
      queryOf(
        [...last, root].map(({ id }) => id),
        handle,
      ).length <= limits.queryLength;
    if (last && isAlike && fits) last.push(root);
    else groups.push([root]);
  }
  return groups;
}

function byHead(one: Root, other: Root): number {
  if (one.head === other.head) return isLater(one.id, other.id) ? -1 : 1;
  if (one.head === null || other.head === null) return one.head === null ? -1 : 1;
  return isLater(one.head, other.head) ? -1 : 1;
}

/** The network refuses a bound that is older than its search reaches. */
function reachable({ now }: XChannel): string {
  return idAt(now().getTime() - ROOT_MS);
}
