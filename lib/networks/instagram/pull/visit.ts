import type { InboundEvent } from '../../contract.ts';
import { afterOf } from '../../kit/meta/paging.ts';
import { unlessGone, unlessUnreadable } from '../../kit/unless-gone.ts';
import type { InstagramChannel } from '../credentials.ts';
import { inboundComment, threadOf } from '../inbound.ts';
import { isBadCursor, readComment, readComments } from '../read.ts';
import type { Reply } from '../wire.ts';
import { forget, remember, stateOf as knownStateOf, watchMedia, type Cursor, type Visit } from './cursor.ts';

const SHOWN = '';
const HIDDEN = 'h';
/** The most comments missing from a list that are read by their id. */
const LOOKS = 20;

/** Reads the comments of the queued media, with at most `calls` pages. Moves the cursor. */
export async function visitMedia(channel: InstagramChannel, cursor: Cursor, calls: number): Promise<InboundEvent[]> {
  const events: InboundEvent[] = [];
  const walks = new Map<Visit, Walk>();
  for (let left = calls; left > 0; left -= 1) {
    const [visit] = cursor.visits;
    if (!visit) break;
    const walk = walks.get(visit) ?? { seen: new Set(), oldest: Infinity, isWhole: visit.after === null };
    walks.set(visit, walk);
    events.push(...(await readPage(channel, cursor, visit, walk)));
    if (visit.after !== null) continue;
    cursor.visits.shift();
    if (walk.isWhole) events.push(...(await findDeleted(channel, cursor, visit.media, walk)));
  }
  return events.toSorted((one, other) => timeOf(one) - timeOf(other));
}

/** What was seen of a media's comments; `isWhole` when reading started from the newest. */
type Walk = { seen: Set<string>; oldest: number; isWhole: boolean };

/** Reads one page and sets where to continue: null at the end. */
async function readPage(channel: InstagramChannel, cursor: Cursor, visit: Visit, walk: Walk): Promise<InboundEvent[]> {
  const page = await unlessGone(readComments(channel, visit.media, visit.after ?? undefined)).catch(
    (error: unknown) => {
      if (visit.after === null || !isBadCursor(error)) throw error;
      return 'restart' as const;
    },
  );
  if (page === 'restart') {
    visit.after = null;
    walk.isWhole = false;
    return await readPage(channel, cursor, visit, walk);
  }
  // The media is gone, and its comments with it; a recheck of them will show that.
  const threads = (page?.data ?? []).map(threadOf);
  const all = threads.flat();
  const events = threads.flatMap((thread) =>
    thread.flatMap((one) => changesOf(channel, cursor, { one, thread, visit })),
  );
  visit.missing -= events.filter(({ type }) => type === 'message').length;
  remember(
    cursor,
    all
      .filter((one) => one.timestamp.getTime() > visit.floor)
      .map((one) => ({ id: one.id, parentId: visit.media, at: one.timestamp.getTime(), state: stateOf(one) })),
  );
  for (const { id } of all) walk.seen.add(id);
  for (const [top] of threads) walk.oldest = Math.min(walk.oldest, top?.timestamp.getTime() ?? Infinity);
  noteNewest(cursor, visit.media, all);
  const after = page ? afterOf(page) : undefined;
  const isDone = after === undefined || after === visit.after || (walk.oldest <= visit.floor && visit.missing <= 0);
  if (after === undefined) walk.oldest = -Infinity;
  visit.after = isDone ? null : after;
  return events;
}

/** The changes in a comment since it was reported: it is new, or it was hidden or shown. */
function changesOf(
  { account }: InstagramChannel,
  cursor: Cursor,
  { one, thread, visit }: { one: Reply; thread: Reply[]; visit: Visit },
): InboundEvent[] {
  const known = knownStateOf(cursor, one.id);
  const isHidden = stateOf(one) === HIDDEN;
  const hiding: InboundEvent = { type: 'message_hidden', externalId: one.id, hidden: isHidden };
  if (known !== undefined) return known === stateOf(one) ? [] : [hiding];
  if (one.timestamp.getTime() <= visit.floor) return [];
  return [inboundComment(one, { mediaId: visit.media, thread, account }), ...(isHidden ? [hiding] : [])];
}

/** The network does not report deletions: a reported comment that is missing from the list is read by its id. */
async function findDeleted(
  channel: InstagramChannel,
  cursor: Cursor,
  mediaId: string,
  walk: Walk,
): Promise<InboundEvent[]> {
  const absent = cursor.known.filter(
    ({ id, parentId, at }) => parentId === mediaId && at >= walk.oldest && !walk.seen.has(id),
  );
  const events: InboundEvent[] = [];
  for (const { id } of absent.slice(0, LOOKS)) {
    if ((await unlessUnreadable(readComment(channel, id))) !== null) continue;
    forget(cursor, id);
    events.push({ type: 'message_deleted', externalId: id, deletedAt: channel.now() });
  }
  return events;
}

function noteNewest(cursor: Cursor, id: string, comments: readonly Reply[]): void {
  const existing = cursor.media.watched.find((one) => one.id === id);
  if (!existing) return;
  const newest = Math.max(existing.newest, ...comments.map(({ timestamp }) => timestamp.getTime()));
  if (newest > existing.newest) watchMedia(cursor, { ...existing, newest });
}

function stateOf({ hidden = false }: Reply): string {
  return hidden ? HIDDEN : SHOWN;
}

function timeOf(event: InboundEvent): number {
  return event.type === 'message' ? event.createdAt.getTime() : Infinity;
}
