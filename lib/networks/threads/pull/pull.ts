import type { InboundEvent, InboundPost, PullPage } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import type { ThreadsChannel } from '../credentials.ts';
import { BACKFILL_MS, readCursor, type Cursor } from './cursor.ts';
import { readAnswersToMentions, readNewestMentions, readOlderMentions } from './mentions.ts';
import { readNewestPosts, readOlderPosts } from './posts.ts';
import { readPendingAnswers, visitConversations } from './visit.ts';

/** What one pull reads at most: new content must not wait until all older content is read. */
const VISIT_CALLS = 20;
const VISIT_ROUNDS = 6;
const OLDER_PAGES = 10;
/** The number of newest posts whose answers awaiting approval are read. */
const HELD_ROOTS = 10;

/**
 * Reads what is new first (conversations under the latest posts, what awaits approval, mentions), then older content.
 * After every page the cursor says what is still to be read.
 */
export async function* pull(channel: ThreadsChannel, stored: unknown): AsyncGenerator<PullPage, void, undefined> {
  const cursor = readCursor(stored);
  let reported = JSON.stringify(cursor);
  const page = (events: InboundEvent[], posts: InboundPost[] = []): PullPage => {
    const backfill = backfillOf(cursor, channel.now());
    reported = JSON.stringify(cursor);
    return { events, posts, cursor: structuredClone(cursor), ...(backfill ? { backfill } : {}) };
  };
  const visits = async function* (posts: InboundPost[]) {
    let left = posts;
    for (let round = 0; round < VISIT_ROUNDS && (left.length > 0 || cursor.visits.length > 0); round += 1) {
      const events = await visitConversations(channel, cursor, VISIT_CALLS);
      yield page(events, left);
      left = [];
    }
  };

  yield* visits(await readNewestPosts(channel, cursor));
  const existing = await readPendingAnswers(channel, cursor, HELD_ROOTS);
  if (existing.length > 0) yield page(existing);
  const unreadableKinds: PullPage['unreadableKinds'] = {};
  try {
    const mentions = await readNewestMentions(channel, cursor);
    if (mentions.length > 0) yield page(mentions);
    for (let pages = 0; pages < OLDER_PAGES && cursor.mentions.after !== null; pages += 1) {
      yield page(await readOlderMentions(channel, cursor));
    }
  } catch (error) {
    // A missing permission makes only its own kind unreadable.
    if (!(error instanceof NetworkError) || error.reason !== 'missing_permission') throw error;
    unreadableKinds.mention = error.reason;
    cursor.mentions.isRead = true;
  }
  const answers = await readAnswersToMentions(channel, cursor);
  if (answers.length > 0) yield page(answers);

  for (let pages = 0; pages < OLDER_PAGES && cursor.posts.after !== null; pages += 1) {
    yield* visits(await readOlderPosts(channel, cursor));
  }
  if (JSON.stringify(cursor) !== reported || unreadableKinds.mention) yield { ...page([]), unreadableKinds };
}

function backfillOf(cursor: Cursor, now: Date): PullPage['backfill'] {
  if (cursor.isBackfilled) return undefined;
  const isDone = cursor.posts.isRead && cursor.mentions.isRead && cursor.visits.length === 0;
  cursor.isBackfilled = isDone;
  return { reachedAt: isDone ? new Date(now.getTime() - BACKFILL_MS) : null, isDone };
}
