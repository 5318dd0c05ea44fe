import type { InboundEvent, InboundPost, ItemKind, PullPage } from '../../contract.ts';
import { NetworkError, type NetworkErrorReason } from '../../errors.ts';
import type { FacebookChannel } from '../credentials.ts';
import { readAds } from './ads.ts';
import { readComments } from './comments.ts';
import { readCursor, type Cursor } from './cursor.ts';
import type { Reading } from './found.ts';
import { readOwnHead, readOwnHistory } from './own-posts.ts';
import { readRatingsDeeper, readRatingsHead } from './ratings.ts';
import { readOlderConversations, readNewestConversations } from './conversations.ts';
import { recheckStored } from './recheck.ts';
import { readPostsByOthers, readPostsByOthersDeeper } from './by-others.ts';

const heads: readonly { kind: ItemKind; read: Reading }[] = [
  { kind: 'message', read: readNewestConversations },
  { kind: 'comment', read: readOwnHead },
  { kind: 'comment', read: readComments },
  { kind: 'mention', read: readPostsByOthers },
  { kind: 'comment', read: readAds },
  { kind: 'review', read: readRatingsHead },
  { kind: 'comment', read: readComments },
];

const deeper: readonly { kind: ItemKind; read: Reading }[] = [
  { kind: 'message', read: readOlderConversations },
  { kind: 'comment', read: readOwnHistory },
  { kind: 'mention', read: readPostsByOthersDeeper },
  { kind: 'review', read: readRatingsDeeper },
];

/** Lists may be long: new content must not wait until all older content is read. */
const ROUNDS = 20;
/** Events are reported in pages of about this size: few posts have many comments, and many have few. */
const PAGE_EVENTS = 60;

/**
 * Reads what is new first (conversations, comments of posts with activity, posts by others, recommendations), then
 * some older history, then rechecks some of what was reported. Each page's cursor covers everything reported before
 * it.
 */
export async function* pull(channel: FacebookChannel, stored: unknown): AsyncGenerator<PullPage, void, undefined> {
  const cursor = readCursor(stored);
  const unreadable: Partial<Record<ItemKind, NetworkErrorReason>> = {};
  let events: InboundEvent[] = [];
  let posts: InboundPost[] = [];
  let reported = JSON.stringify(cursor);

  const page = (): PullPage => {
    const full: PullPage = {
      events: inOrder(events),
      ...(posts.length > 0 ? { posts } : {}),
      cursor: structuredClone(cursor),
      backfill: {
        reachedAt: cursor.history.until ? new Date(cursor.history.until * 1000) : null,
        isDone: isDone(cursor, unreadable),
      },
    };
    [events, posts] = [[], []];
    reported = JSON.stringify(cursor);
    return full;
  };
  async function* run(readings: typeof heads): AsyncGenerator<PullPage, void, undefined> {
    for (const { kind, read } of readings) {
      if (unreadable[kind]) continue;
      try {
        for await (const found of read(channel, cursor)) {
          events.push(...found.events);
          posts.push(...(found.posts ?? []));
          if (events.length >= PAGE_EVENTS) yield page();
        }
      } catch (error) {
        // A Page may allow its comments to be read and not its conversations: continue with the others.
        const reason = error instanceof NetworkError ? reasonUnread(error, kind) : null;
        if (!reason) throw error;
        unreadable[kind] = reason;
      }
    }
  }

  yield* run(heads);
  for (let round = 0; round < ROUNDS && !isDone(cursor, unreadable); round += 1) {
    if (events.length > 0) yield page();
    yield* run(deeper);
    yield* run([{ kind: 'comment', read: readComments }]);
  }
  yield* run([{ kind: 'comment', read: recheckStored }]);
  if (
    events.length > 0 ||
    posts.length > 0 ||
    JSON.stringify(cursor) !== reported ||
    Object.keys(unreadable).length > 0
  ) {
    yield { ...page(), unreadableKinds: unreadable };
  }
}

/** Why this account does not let a kind be read; null for errors with another cause. */
function reasonUnread({ kind: error, reason }: NetworkError, kind: ItemKind): NetworkErrorReason | null {
  // The network answers "not found" for an edge that the token may not see.
  if (error === 'gone') return 'missing_permission';
  if (error !== 'refused') return null;
  // Not every Page has recommendations or conversations, and the refusals differ; every Page has posts.
  return kind !== 'comment' || reason === 'missing_permission' || reason === 'not_offered' ? reason : null;
}

function isDone(cursor: Cursor, unreadable: Partial<Record<ItemKind, NetworkErrorReason>>): boolean {
  const { history, visitors, tagged, conversations, ratings, toRead } = cursor;
  return (
    (unreadable.comment !== undefined || (history.isDone && toRead.every(({ refusals }) => refusals !== undefined))) &&
    (unreadable.mention !== undefined || (visitors.isDone && tagged.isDone)) &&
    (unreadable.message !== undefined || conversations.isDone) &&
    (unreadable.review !== undefined || ratings.isDone)
  );
}

/**
 * In order of writing. Within one second the lists have the newest first, so they are reversed. Other events come
 * last.
 */
function inOrder(events: InboundEvent[]): InboundEvent[] {
  const timeOf = (event: InboundEvent) => (event.type === 'message' ? event.createdAt.getTime() : Infinity);
  return events.toReversed().toSorted((one, other) => {
    const [a, b] = [timeOf(one), timeOf(other)];
    return a === b ? 0 : a - b;
  });
}
