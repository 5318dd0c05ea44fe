import type { InboundPost } from '../../contract.ts';
import type { FacebookChannel } from '../credentials.ts';
import { callGraph } from '../calls.ts';
import { countOf, inboundPost, isAdPost } from '../inbound.ts';
import { lacksEntries } from '../../kit/entries.ts';
import { afterOf } from '../../kit/meta/paging.ts';
import { postFields, postsAnswer, type Post } from '../wire.ts';
import { knownPostOf, secondsOf, type Cursor } from './cursor.ts';
import type { Found } from './found.ts';
import { oldest, OVERLAP } from './spans.ts';

const PAGE = 100;
/** The count of a post that tells none: not 0, of which there is nothing to read. */
const UNKNOWN = -1;
/** The most pages in a row that are gone past because nothing on them can be read. */
const UNREADABLE_PAGES = 20;

/** The newest posts of the Page, whatever their age. Posts with activity are queued to be read. */
export async function* readOwnHead(channel: FacebookChannel, cursor: Cursor): AsyncGenerator<Found, void, undefined> {
  const { posts, until, goesOn } = await readPage(channel, undefined);
  const changed = noteChanged(cursor, channel, posts);
  if (cursor.history.until === undefined && !cursor.history.isDone) setHistory(cursor, channel, until, goesOn);
  yield { events: [], posts: changed };
}

/** One more page of older posts. */
export async function* readOwnHistory(
  channel: FacebookChannel,
  cursor: Cursor,
): AsyncGenerator<Found, void, undefined> {
  const { history } = cursor;
  if (history.isDone) return;
  const { posts, until, goesOn } = await readPage(channel, history.until);
  const changed = noteChanged(cursor, channel, posts);
  setHistory(cursor, channel, until, goesOn);
  yield { events: [], posts: changed };
}

/**
 * Queues the posts that are new or have activity, the latest activity first.
 * @returns the posts that must be reported
 */
export function noteChanged(
  cursor: Cursor,
  channel: FacebookChannel,
  nodes: Post[],
  { isAd = false }: { isAd?: boolean } = {},
): InboundPost[] {
  const { account } = channel;
  const changed = nodes.flatMap((node) => {
    const [count, updated] = [countOf(node) ?? UNKNOWN, secondsOf(node.updated_time ?? node.created_time)];
    const known = knownPostOf(cursor, node.id);
    // A post that is being read is compared with its state when that reading began, which then continues.
    const last = cursor.toRead.find(({ id }) => id === node.id) ?? known;
    if (last?.count === count && last.updated === updated) return [];
    return [{ node, known, count, updated }];
  });
  for (const { node, known, count, updated } of changed.toReversed().toSorted((a, b) => a.updated - b.updated)) {
    const isOwn = !node.from || node.from.id === account.externalId;
    const begun = cursor.toRead.filter(({ id, head }) => id === node.id && head !== undefined);
    for (const one of begun) Object.assign(one, { count, updated });
    cursor.toRead = cursor.toRead.filter((one) => one.id !== node.id || begun.includes(one));
    const head = Math.max(...begun.map((one) => one.head ?? 0), known?.head ?? 0);
    cursor.toRead.unshift({
      id: node.id,
      isOwn,
      isAd: isAd || isAdPost(node),
      ...(isOwn ? {} : { authorId: node.from?.id }),
      count,
      updated,
      floor: head > 0 ? head - OVERLAP : oldest(channel.now()),
    });
  }
  return changed.map(({ node }) => inboundPost(node, account, isAd || isAdPost(node))).filter(({ isOwn }) => isOwn);
}

/** A page of the Page's own posts. @param until in epoch seconds */
export async function readPage(channel: FacebookChannel, until: number | undefined) {
  const read = (after?: string) =>
    callGraph(channel, {
      path: `${channel.account.externalId}/published_posts`,
      query: { fields: postFields, limit: PAGE, until, after },
      schema: postsAnswer,
    });
  let page = await read();
  // A page of which nothing can be read has no time to go on from: its cursor has.
  for (let pages = 0; pages < UNREADABLE_PAGES && page.data.length === 0 && lacksEntries(page.data); pages += 1) {
    const after = afterOf(page);
    if (after === undefined) break;
    page = await read(after);
  }
  const { data, paging } = page;
  const last = data.at(-1);
  const reached = last ? secondsOf(last.created_time) : undefined;
  // Posts of one second may be on both sides of a page's end; a page with nothing else must not end the history.
  const next = reached !== undefined && reached === until ? reached - 1 : reached;
  return { posts: data, until: next, goesOn: paging?.next !== undefined };
}

function setHistory(cursor: Cursor, channel: FacebookChannel, until: number | undefined, goesOn: boolean): void {
  const isDone = !goesOn || until === undefined || until < oldest(channel.now());
  cursor.history = { isDone, ...(until === undefined ? {} : { until }) };
}
