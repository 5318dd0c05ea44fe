import { z } from 'zod';
import type { Comment, Thread } from '../wire.ts';

/**
 * A stretch of the list of threads, newest first, that is still to be read down to `floor` (epoch milliseconds).
 * `token` null: from its top, because the network took the token no more. `isHistory`: it is the past before the connection.
 */
const gap = z.object({ token: z.string().nullable(), floor: z.number(), isHistory: z.boolean() });
export type Gap = z.infer<typeof gap>;

const cursorSchema = z.object({
  version: z.literal(1),
  /** The newest thread that is held, in epoch milliseconds. */
  head: z.number().nullable(),
  gaps: z.array(gap),
  /** Threads that are looked at again: id, replies, `updatedAt` in seconds. The newest first. */
  threads: z.array(z.tuple([z.string(), z.number(), z.number()])),
  /** The same of replies: id, id of the thread, `updatedAt`. */
  replies: z.array(z.tuple([z.string(), z.string(), z.number()])),
  /** Comments that wait for the brand's word: id, why. */
  withheld: z.array(z.tuple([z.string(), z.enum(['held', 'spam'])])),
  upkeep: z.object({ at: z.number(), threadTurn: z.number(), replyTurn: z.number() }),
  /** What the past has taken of the day's units. */
  history: z.object({ day: z.string(), units: z.number() }),
});
/** How far a channel has been read. */
export type Cursor = z.infer<typeof cursorSchema>;

const THREADS_MAX = 300;
const REPLIES_MAX = 200;
const WITHHELD_MAX = 400;

/** Reads a stored cursor. One of another shape counts as none: reading anew changes nothing that is held. */
export function readCursor(stored: unknown): Cursor {
  const parsed = cursorSchema.safeParse(stored);
  if (parsed.success) return structuredClone(parsed.data);
  return {
    version: 1,
    head: null,
    gaps: [],
    threads: [],
    replies: [],
    withheld: [],
    upkeep: { at: 0, threadTurn: 0, replyTurn: 0 },
    history: { day: '', units: 0 },
  };
}

/** What a thread looked like when it was last read; null when that is not remembered. */
export function knownThread(cursor: Cursor, { id }: Thread): { replies: number; updatedAt: number } | null {
  const held = cursor.threads.find(([one]) => one === id);
  return held ? { replies: held[1], updatedAt: held[2] } : null;
}

/** Whether this very version of a reply was told. */
export function isKnownReply(cursor: Cursor, reply: Comment): boolean {
  return cursor.replies.some(([id, , updatedAt]) => id === reply.id && updatedAt === seconds(reply));
}

/** Remembers what was told; the newest of it. */
export function watchThread(cursor: Cursor, thread: Thread, replies: readonly Comment[]): void {
  const top = thread.snippet.topLevelComment;
  const at = cursor.threads.findIndex(([id]) => id === thread.id);
  const entry: Cursor['threads'][number] = [thread.id, thread.snippet.totalReplyCount, seconds(top)];
  if (at >= 0) cursor.threads[at] = entry;
  else cursor.threads.push(entry);
  for (const reply of replies) watchReply(cursor, reply, thread.id);
}

export function watchReply(cursor: Cursor, reply: Comment, threadId: string): void {
  const at = cursor.replies.findIndex(([id]) => id === reply.id);
  if (at >= 0) cursor.replies[at] = [reply.id, threadId, seconds(reply)];
  else cursor.replies.push([reply.id, threadId, seconds(reply)]);
}

/** Forgets the oldest of what is too much: `newest` is the top of the list of threads, below it they stand as they were told. */
export function trim(cursor: Cursor, newest: readonly Thread[]): void {
  const rank = new Map(newest.map(({ id }, index) => [id, index]));
  const order = (id: string) => rank.get(id) ?? newest.length;
  cursor.threads = cursor.threads.toSorted(([one], [other]) => order(one) - order(other)).slice(0, THREADS_MAX);
  cursor.replies = cursor.replies.toSorted((one, other) => other[2] - one[2]).slice(0, REPLIES_MAX);
  cursor.withheld = cursor.withheld.slice(-WITHHELD_MAX);
}

export function forget(cursor: Cursor, id: string): void {
  cursor.threads = cursor.threads.filter(([one]) => one !== id);
  cursor.replies = cursor.replies.filter(([one]) => one !== id);
  cursor.withheld = cursor.withheld.filter(([one]) => one !== id);
}

export function seconds({ snippet }: Comment): number {
  return Math.floor(Date.parse(snippet.updatedAt) / 1000);
}
