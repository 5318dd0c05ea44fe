import { z } from 'zod';

/**
 * A list of comments that must be read from `start`: under a post, or under a comment by `by`. `mention`: under
 * somebody else's post that names the page, written by `by`.
 */
const listing = z.object({
  on: z.string(),
  start: z.number(),
  by: z.string().optional(),
  mention: z.boolean().optional(),
});
export type Listing = z.infer<typeof listing>;

const cursorSchema = z.object({
  version: z.literal(1),
  /** All notifications until then were reported. Epoch milliseconds, like every time here. */
  notifiedUntil: z.number(),
  /** Ids of the reported notifications that the next reading may find again. */
  told: z.array(z.string()),
  /** Mentions from before the first pull that are still to be read; null when all were. */
  mentions: z.object({ start: z.number(), from: z.number(), until: z.number() }).nullable(),
  /** How far the page's posts, newest first, have been read back; null when done. `tail`: the last ones read. */
  history: z.object({ start: z.number(), floor: z.number(), tail: z.array(z.string()) }).nullable(),
  todo: z.array(listing),
  /** Other people's posts that name the page, under which it may have answered; the newest last. */
  named: z.array(z.object({ share: z.string(), by: z.string() })),
  /** Activities of the posts that are stored. */
  posts: z.array(z.string()),
  /** What was under a post when it was last read, to see cheaply that nothing changed. */
  marks: z.record(z.string(), z.string()),
  reconciledAt: z.number(),
});
/** How far a channel has been read. */
export type Cursor = z.infer<typeof cursorSchema>;

const DAY_MS = 24 * 3_600_000;
export const HISTORY_MS = 90 * DAY_MS;
/** How long the network keeps notifications. */
export const NOTIFICATIONS_MS = 60 * DAY_MS;

const KEPT = { told: 1_000, todo: 400, named: 20, posts: 200, marks: 60 };

/** Reads a stored cursor. One that cannot be read starts over: everything is read again, and stored only once. */
export function readCursor(stored: unknown): Cursor | null {
  const parsed = cursorSchema.safeParse(stored);
  return parsed.success ? parsed.data : null;
}

export function firstCursor(now: number): Cursor {
  return {
    version: 1,
    notifiedUntil: now,
    told: [],
    mentions: { start: 0, from: now - NOTIFICATIONS_MS, until: now },
    history: { start: 0, floor: now - HISTORY_MS, tail: [] },
    todo: [],
    named: [],
    posts: [],
    marks: {},
    reconciledAt: now,
  };
}

/** The cursor for storage: always small. */
export function stored(cursor: Cursor): Cursor {
  return structuredClone({
    ...cursor,
    told: cursor.told.slice(-KEPT.told),
    todo: cursor.todo.slice(0, KEPT.todo),
    named: cursor.named.slice(-KEPT.named),
    posts: cursor.posts.slice(-KEPT.posts),
    marks: Object.fromEntries(Object.entries(cursor.marks).slice(-KEPT.marks)),
  });
}
