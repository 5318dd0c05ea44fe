import type { InboundPost } from '../../contract.ts';
import type { ThreadsChannel } from '../credentials.ts';
import { inboundPost } from '../inbound.ts';
import { readPosts } from '../read.ts';
import type { Media } from '../wire.ts';
import { addVisits, BACKFILL_MS, noteRoot, OVERLAP_MS, rootOf, sinceOf, type Cursor, type Root } from './cursor.ts';

const DAY_MS = 24 * 3_600_000;
const YOUNG_MS = 7 * DAY_MS;
const WATCHED_MS = 30 * DAY_MS;
const OLDER_PAUSE_MS = 6 * 3_600_000;
const YOUNG_A_PULL = 25;
const OLDER_A_PULL = 5;
const JUST_NOW_MS = 60_000;

/** The account's newest posts. Those whose conversations are due are queued to be read. Moves the cursor. */
export async function readNewestPosts(channel: ThreadsChannel, cursor: Cursor): Promise<InboundPost[]> {
  const { posts: list } = cursor;
  const page = await readPosts(channel, { since: sinceOf(list, channel.now()) });
  if (!list.isRead && list.after === null) {
    list.after = page.after ?? null;
    list.isRead = list.after === null;
  }
  const posts = note(channel, cursor, page.data, 'first');
  addDue(cursor, channel.now());
  return posts;
}

/** One more page of older posts. Moves the cursor. */
export async function readOlderPosts(channel: ThreadsChannel, cursor: Cursor): Promise<InboundPost[]> {
  const { posts: list } = cursor;
  const since = new Date(channel.now().getTime() - BACKFILL_MS);
  const page = await readPosts(channel, { since, after: list.after ?? undefined });
  list.after = page.after ?? null;
  list.isRead = list.after === null;
  return note(channel, cursor, page.data, 'last');
}

function note(
  channel: ThreadsChannel,
  cursor: Cursor,
  media: readonly Media[],
  where: 'first' | 'last',
): InboundPost[] {
  const floor = channel.now().getTime() - BACKFILL_MS;
  // A repost is somebody else's post: its conversation does not belong to the account.
  const fresh = media.filter(({ id, media_type: type }) => type !== 'REPOST_FACADE' && !rootOf(cursor, id));
  for (const { id, timestamp } of fresh) {
    noteRoot(cursor, { id, at: timestamp.getTime(), visitedAt: 0, newest: 0 });
    cursor.posts.newest = Math.max(cursor.posts.newest, timestamp.getTime());
  }
  const answered = fresh.filter(({ has_replies: has }) => has !== false);
  addVisits(
    cursor,
    answered.map(({ id }) => ({ root: id, after: null, floor })),
    where,
  );
  return fresh.map((one) => inboundPost(one, channel.account));
}

/**
 * No list has all answers, and no count shows which post has new ones. Recent posts are read at every pull, in turn
 * where there are many; those of the last month four times a day.
 */
function addDue(cursor: Cursor, now: Date): void {
  const age = ({ at }: Root) => now.getTime() - at;
  const pause = ({ visitedAt }: Root) => now.getTime() - visitedAt;
  const isIdle = cursor.visits.length === 0;
  const byTurn = cursor.posts.roots.toSorted((one, other) => one.visitedAt - other.visitedAt);
  const young = byTurn.filter((one) => age(one) < YOUNG_MS && (isIdle || pause(one) > JUST_NOW_MS));
  const older = byTurn.filter((one) => age(one) >= YOUNG_MS && age(one) < WATCHED_MS && pause(one) > OLDER_PAUSE_MS);
  const due = [...young.slice(0, YOUNG_A_PULL), ...older.slice(0, OLDER_A_PULL)].toSorted(
    (one, other) => other.at - one.at,
  );
  const floor = now.getTime() - BACKFILL_MS;
  addVisits(
    cursor,
    due.map(({ id, newest }) => ({ root: id, after: null, floor: Math.max(floor, newest - OVERLAP_MS) })),
    'first',
  );
}
