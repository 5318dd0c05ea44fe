import type { InboundEvent, InboundPost, PullPage } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import type { ThreadsChannel } from '../credentials.ts';
import { BACKFILL_MS, readCursor, type Cursor } from './cursor.ts';
import { readAnswersToMentions, readNewestMentions, readOlderMentions } from './mentions.ts';
import { readNewestPosts, readOlderPosts } from './posts.ts';
import { readStoredMessages, visitConversations } from './visit.ts';

/** What one pull reads at the most: what is new must not wait until all of the past is here. */
const VISIT_CALLS = 20;
const VISIT_ROUNDS = 6;
const OLDER_PAGES = 10;
/** The newest posts, of which those that wait for approval are read. */
const HELD_ROOTS = 10;

/**
 * Reads what is new first (conversations under the latest posts, what waits for approval, mentions), then deeper into
 * the past. After every page the cursor says all that is left.
 */
export async function* pull(channel: ThreadsChannel, stored: unknown): AsyncGenerator<PullPage, void, undefined> {
  const cursor = readCursor(stored);
  let told = JSON.stringify(cursor);
  const page = (events: InboundEvent[], posts: InboundPost[] = []): PullPage => {
    const backfill = backfillOf(cursor, channel.now());
    told = JSON.stringify(cursor);
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
  const held = await readStoredMessages(channel, cursor, HELD_ROOTS);
  if (held.length > 0) yield page(held);
  const unreadableKinds: PullPage['unreadableKinds'] = {};
  try {
    const mentions = await readNewestMentions(channel, cursor);
    if (mentions.length > 0) yield page(mentions);
    for (let pages = 0; pages < OLDER_PAGES && cursor.mentions.after !== null; pages += 1) {
      yield page(await readOlderMentions(channel, cursor));
    }
  } catch (error) {
    // A permission that was not granted takes its own kind away, and no other.
    if (!(error instanceof NetworkError) || error.reason !== 'missing_permission') throw error;
    unreadableKinds.mention = error.reason;
    cursor.mentions.isRead = true;
  }
  const answers = await readAnswersToMentions(channel, cursor);
  if (answers.length > 0) yield page(answers);

  for (let pages = 0; pages < OLDER_PAGES && cursor.posts.after !== null; pages += 1) {
    yield* visits(await readOlderPosts(channel, cursor));
  }
  if (JSON.stringify(cursor) !== told || unreadableKinds.mention) yield { ...page([]), unreadableKinds };
}

function backfillOf(cursor: Cursor, now: Date): PullPage['backfill'] {
  if (cursor.isBackfilled) return undefined;
  const isDone = cursor.posts.isRead && cursor.mentions.isRead && cursor.visits.length === 0;
  cursor.isBackfilled = isDone;
  return { reachedAt: isDone ? new Date(now.getTime() - BACKFILL_MS) : null, isDone };
}
