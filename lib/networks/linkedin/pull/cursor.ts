import { z } from 'zod';

/**
 * A list of comments still to be read, from `start`: what stands under a post, or under a comment by `by`.
 * `mention`: what stands under somebody else's post that names the page, which `by` wrote.
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
  /** All that was notified until then is told. Epoch milliseconds, like every time here. */
  notifiedUntil: z.number(),
  /** Ids of the notifications told that the next look may find again. */
  told: z.array(z.string()),
  /** Mentions of the time before the first pull, still to be read; null when all are. */
  mentions: z.object({ start: z.number(), from: z.number(), until: z.number() }).nullable(),
  /** Where in the page's posts, the newest first, reading back has come; null when done. `tail`: those read last. */
  history: z.object({ start: z.number(), floor: z.number(), tail: z.array(z.string()) }).nullable(),
  todo: z.array(listing),
  /** Others' posts that name the page, under which it may have answered; the newest last. */
  named: z.array(z.object({ share: z.string(), by: z.string() })),
  /** Activities of posts that the inbox has. */
  posts: z.array(z.string()),
  /** What stood under a post when it was last looked at, to see cheaply that nothing changed. */
  marks: z.record(z.string(), z.string()),
  reconciledAt: z.number(),
});
/** How far a channel has been read. */
export type Cursor = z.infer<typeof cursorSchema>;

const DAY_MS = 24 * 3_600_000;
export const HISTORY_MS = 90 * DAY_MS;
/** The network keeps notifications so long. */
export const NOTIFICATIONS_MS = 60 * DAY_MS;

const KEPT = { told: 1_000, todo: 400, named: 20, posts: 200, marks: 60 };

/** Reads a stored cursor. One of another shape counts as none: reading anew changes nothing that is held. */
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

/** The cursor as it is stored: small, whatever happened. */
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
