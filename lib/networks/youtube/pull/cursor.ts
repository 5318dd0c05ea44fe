import { z } from 'zod';
import { findWatched, renamed, storedBefore, withoutWatched, withWatched } from '../../kit/watch-list.ts';
import type { Comment, Thread } from '../wire.ts';

/**
 * A part of the list of threads, newest first, that is still to be read down to `floor` (epoch milliseconds). `token`
 * null: from its top, because the page token was no longer valid. `isHistory`: it is from before the connection.
 */
const gap = z.object({ token: z.string().nullable(), floor: z.number(), isHistory: z.boolean() });
export type Gap = z.infer<typeof gap>;

/** A thread that is read again; `updatedAt` is in epoch seconds. */
const watchedThread = z.object({ id: z.string(), replyCount: z.number(), updatedAt: z.number() });
const watchedReply = z.object({ id: z.string(), threadId: z.string(), updatedAt: z.number() });
/** A comment that awaits the brand's approval, and why the network withholds it. */
const withheldComment = z.object({ id: z.string(), reason: z.enum(['held', 'spam']) });

const cursorSchema = z.object({
  version: z.literal(1),
  /** The newest thread that was reported, in epoch milliseconds. */
  head: z.number().nullable(),
  gaps: z.array(gap),
  /** The newest first. */
  threads: z.array(storedBefore(watchedThread, ['id', 'replyCount', 'updatedAt'])),
  replies: z.array(storedBefore(watchedReply, ['id', 'threadId', 'updatedAt'])),
  withheld: z.array(storedBefore(withheldComment, ['id', 'reason'])),
  recheck: z.object({ at: z.number(), threadTurn: z.number(), replyTurn: z.number() }),
  /** How many of the day's units the history has used. */
  history: z.object({ day: z.string(), units: z.number() }),
});
/** How far a channel has been read. */
export type Cursor = z.infer<typeof cursorSchema>;

const THREADS_MAX = 300;
const REPLIES_MAX = 200;
const WITHHELD_MAX = 400;
/** A number of replies that no thread has. */
const REPLIES_UNKNOWN = -1;

/** Reads a stored cursor. One that cannot be read starts over: everything is read again, and stored only once. */
export function readCursor(stored: unknown): Cursor {
  const parsed = cursorSchema.safeParse(renamed(stored, { upkeep: 'recheck' }));
  if (parsed.success) return structuredClone(parsed.data);
  return {
    version: 1,
    head: null,
    gaps: [],
    threads: [],
    replies: [],
    withheld: [],
    recheck: { at: 0, threadTurn: 0, replyTurn: 0 },
    history: { day: '', units: 0 },
  };
}

/** What a thread looked like when it was last read; null when unknown. */
export function knownThread(cursor: Cursor, { id }: Thread): Cursor['threads'][number] | null {
  return findWatched(cursor.threads, id) ?? null;
}

/** Whether this version of a reply was reported. */
export function isKnownReply(cursor: Cursor, reply: Comment): boolean {
  return findWatched(cursor.replies, reply.id)?.updatedAt === seconds(reply);
}

/** Remembers what was reported. */
export function watchThread(cursor: Cursor, thread: Thread, replies: readonly Comment[]): void {
  const top = thread.snippet.topLevelComment;
  const entry = { id: thread.id, replyCount: thread.snippet.totalReplyCount, updatedAt: seconds(top) };
  cursor.threads = withWatched(cursor.threads, [entry]);
  for (const reply of replies) watchReply(cursor, reply, thread.id);
}

export function watchReply(cursor: Cursor, reply: Comment, threadId: string): void {
  cursor.replies = withWatched(cursor.replies, [{ id: reply.id, threadId, updatedAt: seconds(reply) }]);
}

/** Drops the oldest entries. `newest` is the top of the list of threads; the others keep their order below it. */
export function trim(cursor: Cursor, newest: readonly Thread[]): void {
  const rank = new Map(newest.map(({ id }, index) => [id, index]));
  const order = (id: string) => rank.get(id) ?? newest.length;
  cursor.threads = cursor.threads.toSorted((one, other) => order(one.id) - order(other.id)).slice(0, THREADS_MAX);
  cursor.replies = cursor.replies.toSorted((one, other) => other.updatedAt - one.updatedAt).slice(0, REPLIES_MAX);
  cursor.withheld = cursor.withheld.slice(-WITHHELD_MAX);
}

/**
 * Has all replies of a thread read again when the thread is read next. For when a known reply is no longer published:
 * if another was written since, their number is the same as before.
 */
export function expectOtherReplies(cursor: Cursor, threadId: string): void {
  const known = findWatched(cursor.threads, threadId);
  if (known) cursor.threads = withWatched(cursor.threads, [{ ...known, replyCount: REPLIES_UNKNOWN }]);
}

export function forget(cursor: Cursor, id: string): void {
  cursor.threads = withoutWatched(cursor.threads, id);
  cursor.replies = withoutWatched(cursor.replies, id);
  cursor.withheld = withoutWatched(cursor.withheld, id);
}

export function seconds({ snippet }: Comment): number {
  return Math.floor(Date.parse(snippet.updatedAt) / 1000);
}
