import { z } from 'zod';
import { renamed } from '../../kit/watch-list.ts';
import { position } from '../wire.ts';

/** A comment that was reported. What is false or absent is left out: a cursor has hundreds of these. */
const knownComment = z.object({
  /** When it was written, in epoch seconds. */
  at: z.number(),
  replies: z.number(),
  isHidden: z.literal(true).optional(),
  /** When all its replies were last read though their number had not changed, in epoch seconds. */
  rereadAt: z.number().optional(),
  /** The comment that it answers. */
  parentId: z.string().optional(),
});

/** An earlier version stored a tuple of the time, the replies, 1 when hidden, and the parent or null. */
const known = z.preprocess((stored) => {
  if (!Array.isArray(stored)) return stored;
  const [at, replies, hidden, parentId] = stored as unknown[];
  return { at, replies, ...(hidden === 1 && { isHidden: true }), ...(typeof parentId === 'string' && { parentId }) };
}, knownComment);
export type Known = z.infer<typeof known>;

/**
 * One of the account's videos, as far as its comments have been read. The keys are short, because there are hundreds.
 */
const videoState = z.object({
  id: z.string(),
  /** When it was written, in epoch seconds. */
  at: z.number(),
  /** The network's count of its comments when they were last read. */
  n: z.number(),
  /** Comments written until then, in epoch seconds, were reported though they are no longer in `k`. */
  w: z.number(),
  /** Every comment written before then, in epoch seconds, was read: a look goes on until it comes to that moment. */
  c: z.number(),
  /** The newest comment when the look in progress began, in epoch seconds: at its end, `c` moves there. */
  h: z.number(),
  /** Whether this look repeats one that did not explain the count: a deletion meanwhile may have moved a comment past it. */
  again: z.literal(true).optional(),
  /** The next page below the newest that is rechecked. */
  below: position.optional(),
  /** When it is read again, in epoch seconds, though its count has not changed: the network refused a look. */
  due: z.number().optional(),
  /** Where to continue while older comments are still to be read. */
  pos: position.nullable(),
  /** Whether it is being read for the first time: then everything is new. */
  first: z.boolean(),
  /** How much the count changed without a comment that explains it yet. */
  x: z.number(),
  k: z.record(z.string(), known),
});
export type VideoState = z.infer<typeof videoState>;

const earlierVideoState = videoState.omit({ c: true, h: true }).strict();

/** An earlier version did not store how far everything was read: where nothing was left to read, that is its newest comment. */
const video = z.preprocess((stored) => {
  const earlier = earlierVideoState.safeParse(stored);
  if (!earlier.success) return stored;
  const { k, pos, w } = earlier.data;
  return { ...earlier.data, c: pos === null ? newestOf(k, w) : w, h: newestOf(k, w) };
}, videoState);

function newestOf(comments: Record<string, Known>, otherwise: number): number {
  return Math.max(otherwise, ...Object.values(comments).map(({ at, parentId }) => (parentId ? 0 : at)));
}

const conversation = z.object({
  id: z.string(),
  /** When the network says it last changed, epoch milliseconds. */
  u: z.number(),
  /** The newest message that was reported, in epoch milliseconds. */
  t: z.number(),
  /** The messages of the last minutes before that, to recognise late ones. */
  k: z.array(z.string()),
  /** The change that the network refused to show, and when it is asked again, both in epoch milliseconds. */
  refused: z.object({ u: z.number(), due: z.number() }).optional(),
});
export type ConversationState = z.infer<typeof conversation>;

/** A list that is read newest first: the known entries (id and epoch seconds), and where older ones continue. */
const list = z.object({ pos: position.nullable(), w: z.number(), k: z.record(z.string(), z.number()) });
export type ListState = z.infer<typeof list>;

const absent = z.object({ reason: z.string(), at: z.number() });

const cursorSchema = z.object({
  version: z.literal(1),
  videos: z.array(video),
  /** The next page of the list of videos, and whether all were read once. */
  tour: z.object({ pos: position.nullable(), isDone: z.boolean(), reachedAt: z.number().nullable() }),
  conversations: z.array(conversation),
  mentions: z.object({ videos: list, comments: list }),
  ads: z.object({ day: z.string(), readAt: z.number(), k: z.record(z.string(), z.number()) }),
  recheck: z.object({ at: z.number(), turn: z.number() }),
  /** What the network did not let us read, and when that was last tried. */
  absent: z.record(z.string(), absent),
  /** The unreadable kinds that were last reported, as JSON. */
  told: z.string(),
});
/** How far a channel has been read. */
export type Cursor = z.infer<typeof cursorSchema>;

const KNOWN_MAX = 600;
/** The list is shortened only when it is this much too long, which spares work on every new comment. */
const KNOWN_SLACK = 60;
export const VIDEOS_MAX = 300;
const CONVERSATIONS_MAX = 200;
const LIST_MAX = 300;

const emptyList = (): ListState => ({ pos: null, w: 0, k: {} });

/** Reads a stored cursor. One that cannot be read starts over: everything is read again, and stored only once. */
export function readCursor(stored: unknown): Cursor {
  const parsed = cursorSchema.safeParse(renamed(stored, { upkeep: 'recheck' }));
  if (parsed.success) return structuredClone(parsed.data);
  return {
    version: 1,
    videos: [],
    tour: { pos: null, isDone: false, reachedAt: null },
    conversations: [],
    mentions: { videos: emptyList(), comments: emptyList() },
    ads: { day: '', readAt: 0, k: {} },
    recheck: { at: 0, turn: 0 },
    absent: {},
    told: '{}',
  };
}

/** The video's state; for an unknown video a new one that is not in the cursor yet. */
export function stateOf(cursor: Cursor, { id, at }: { id: string; at: Date }): VideoState {
  const existing = cursor.videos.find((one) => one.id === id);
  if (existing) return existing;
  return { id, at: seconds(at), n: 0, w: 0, c: 0, h: 0, pos: null, first: true, x: 0, k: {} };
}

/** Keeps the newest videos, comments and conversations; of the others only the time is remembered. */
export function trim(cursor: Cursor): void {
  cursor.videos = cursor.videos.toSorted((one, other) => other.at - one.at).slice(0, VIDEOS_MAX);
  const all = cursor.videos.flatMap((state) => Object.entries(state.k).map(([id, { at }]) => ({ state, id, at })));
  if (all.length > KNOWN_MAX + KNOWN_SLACK) {
    for (const { state, id, at } of all.sort((one, other) => other.at - one.at).slice(KNOWN_MAX)) {
      delete state.k[id];
      state.w = Math.max(state.w, at);
    }
  }
  cursor.conversations = cursor.conversations.toSorted((one, other) => other.u - one.u).slice(0, CONVERSATIONS_MAX);
  for (const one of [cursor.mentions.videos, cursor.mentions.comments]) {
    const entries = Object.entries(one.k).sort(([, at], [, other]) => other - at);
    for (const [id, at] of entries.slice(LIST_MAX)) {
      delete one.k[id];
      one.w = Math.max(one.w, at);
    }
  }
}

export function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
