import type { InboundEvent, PullPage } from '../../contract.ts';
import type { XChannel } from '../credentials.ts';
import { pullMessages } from '../dm/pull.ts';
import { latestVersion } from '../inbound.ts';
import { nothingKnown } from '../posts/known.ts';
import { readAndClassify } from '../posts/read.ts';
import { timeOf } from '../snowflake.ts';
import type { Post } from '../wire.ts';
import { followRoots, isReported, readCursor, watch, type Cursor } from './cursor.ts';
import { listSources, readGap, readHead } from './lists.ts';
import { readSearchGap, searchReplies } from './replies.ts';
import { recheckStored } from './recheck.ts';
import { openWaits, type Source } from './waits.ts';

const sources = {
  own: { name: 'own', kinds: ['comment'] },
  mentions: { name: 'mentions', kinds: ['mention'] },
  search: { name: 'search', kinds: ['comment'] },
  messages: { name: 'messages', kinds: ['message'] },
  /** What is read around all posts, to tell where they belong. */
  posts: { name: 'posts', kinds: ['comment', 'mention'] },
} as const satisfies Record<string, Source>;

/** The most pages of older posts that one pull reads of each list: new posts must not wait for them. */
const GAP_PAGES = 10;

/**
 * Reads what is new first (mentions, own posts, the conversations under them, direct messages), then some of the gap
 * down to what was known, then rechecks what was reported. No page leaves a cursor from which something would be
 * missed. The network limits each kind of read by itself, so one that must wait keeps its place, and the others go on.
 */
export async function* pull(channel: XChannel, stored: unknown): AsyncGenerator<PullPage, void, undefined> {
  const cursor = readCursor(stored);
  const known = nothingKnown(channel.account.externalId);
  const { mentions, own } = { mentions: listSources.mentions(known.me), own: listSources.own(known.me) };
  let saved = JSON.stringify(cursor);
  let isHeadRead = false;

  const page = ({ events, posts = [], unreadableKinds }: Omit<PullPage, 'cursor'>): PullPage | null => {
    const wasRead = cursor.isHistoryRead;
    cursor.isHistoryRead ||= isHeadRead && !hasPublicGap(cursor) && cursor.messages.gap === null;
    const state = JSON.stringify(cursor);
    if (events.length === 0 && posts.length === 0 && !unreadableKinds && state === saved) return null;
    saved = state;
    return {
      events,
      posts,
      cursor: structuredClone(cursor),
      ...(unreadableKinds ? { unreadableKinds } : {}),
      ...(wasRead ? {} : { backfill: { reachedAt: reachedAt(cursor), isDone: cursor.isHistoryRead } }),
    };
  };
  const pageOf = async (posts: readonly Post[], more: InboundEvent[] = []): Promise<PullPage | null> => {
    const fresh = [...new Map(posts.map((post) => [post.id, post])).values()].filter(
      (post) => !isReported(cursor, { id: post.id, version: latestVersion(post) }),
    );
    const reported = await readAndClassify(channel, known, fresh);
    followRoots(
      cursor,
      reported.posts.filter(({ isOwn }) => isOwn).map(({ externalId }) => externalId),
      channel.now(),
    );
    watch(cursor, reported.messages.map(watchedOf), channel.now());
    return page({ events: [...reported.messages, ...more], posts: reported.posts });
  };
  /** Own posts that the lists bring again are known; their counts are checked separately. */
  const isNew = ({ id }: Post) => !cursor.roots.some((root) => root.id === id);

  const waits = openWaits(cursor);
  const { list, pages } = waits;
  const head = async function* () {
    yield await pageOf([
      ...(await list(sources.own, () => readHead(channel, known, own, cursor.own))).filter(isNew),
      ...(await list(sources.mentions, () => readHead(channel, known, mentions, cursor.mentions))),
    ]);
  };
  const replies = async function* () {
    for await (const posts of searchReplies(channel, known, cursor)) yield await pageOf(posts);
  };
  const messages = async function* () {
    for await (const found of pullMessages(channel, cursor.messages, GAP_PAGES)) yield page(found);
  };
  const gaps = async function* () {
    for (let count = 0; count < GAP_PAGES && hasPublicGap(cursor); count += 1) {
      yield await pageOf([
        ...(await list(sources.own, () => readGap(channel, known, own, cursor.own))),
        ...(await list(sources.mentions, () => readGap(channel, known, mentions, cursor.mentions))),
        ...(await list(sources.search, () => readSearchGap(channel, known, cursor))),
      ]);
    }
  };
  const rechecked = async function* () {
    const { posts, deleted } = await recheckStored(channel, known, cursor);
    yield await pageOf(posts, deleted);
  };
  yield* pages(sources.posts, head());
  yield* pages(sources.search, replies());
  yield* pages(sources.messages, messages());
  isHeadRead = !waits.areThere();
  yield* pages(sources.posts, gaps());
  yield* pages(sources.posts, rechecked());
  waits.end([sources.own, sources.mentions, sources.messages]);
}

function watchedOf({ externalId, reference }: { externalId: string; reference?: Record<string, string> }) {
  return { id: externalId, version: reference?.version ?? externalId };
}

function reachedAt({ mentions }: Cursor): Date | null {
  const until = mentions.gaps.at(-1)?.until;
  return until ? new Date(timeOf(until)) : null;
}

function hasPublicGap({ mentions, own, searches }: Cursor): boolean {
  return mentions.gaps.length > 0 || own.gaps.length > 0 || searches.length > 0;
}
