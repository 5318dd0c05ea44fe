import type { InboundEvent } from '../../contract.ts';
import { afterOf } from '../../kit/meta/paging.ts';
import { unlessGone } from '../../kit/unless-gone.ts';
import type { InstagramChannel } from '../credentials.ts';
import { inboundComment, threadOf } from '../inbound.ts';
import { isBadCursor, readComment, readComments } from '../read.ts';
import type { Reply } from '../wire.ts';
import { forget, markOf, remember, watchMedia, type Cursor, type Visit } from './cursor.ts';

const SHOWN = '';
const HIDDEN = 'h';
/** Of those that are missing from a list, so many are looked for one by one. */
const LOOKS = 20;

/** Works off the next media that are to be visited, with at most `calls` pages of comments. Moves the cursor. */
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

/** What was seen of a media's comments; `isWhole` when from the newest on. */
type Walk = { seen: Set<string>; oldest: number; isWhole: boolean };

/** Reads one page, and sets where the visit goes on: null at its end. */
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
  // The media is no more, and its comments with it: who looks at them is told so then.
  const threads = (page?.data ?? []).map(threadOf);
  const all = threads.flat();
  const events = threads.flatMap((thread) => thread.flatMap((one) => tell(channel, cursor, { one, thread, visit })));
  visit.missing -= events.filter(({ type }) => type === 'message').length;
  remember(
    cursor,
    all
      .filter((one) => one.timestamp.getTime() > visit.floor)
      .map((one) => ({ id: one.id, of: visit.media, at: one.timestamp.getTime(), mark: stateOf(one) })),
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

/** What a comment adds to what is held: itself, or that it was hidden or shown meanwhile. */
function tell(
  { account }: InstagramChannel,
  cursor: Cursor,
  { one, thread, visit }: { one: Reply; thread: Reply[]; visit: Visit },
): InboundEvent[] {
  const mark = markOf(cursor, one.id);
  const isHidden = stateOf(one) === HIDDEN;
  const hiding: InboundEvent = { type: 'message_hidden', externalId: one.id, hidden: isHidden };
  if (mark !== undefined) return mark === stateOf(one) ? [] : [hiding];
  if (one.timestamp.getTime() <= visit.floor) return [];
  return [inboundComment(one, { mediaId: visit.media, thread, account }), ...(isHidden ? [hiding] : [])];
}

/** The network tells nobody of a deletion: what was told and no longer stands in the list is looked for by its id. */
async function findDeleted(
  channel: InstagramChannel,
  cursor: Cursor,
  mediaId: string,
  walk: Walk,
): Promise<InboundEvent[]> {
  const absent = cursor.known.filter(({ id, of, at }) => of === mediaId && at >= walk.oldest && !walk.seen.has(id));
  const events: InboundEvent[] = [];
  for (const { id } of absent.slice(0, LOOKS)) {
    if (await readComment(channel, id)) continue;
    forget(cursor, id);
    events.push({ type: 'message_deleted', externalId: id, deletedAt: channel.now() });
  }
  return events;
}

function noteNewest(cursor: Cursor, id: string, comments: readonly Reply[]): void {
  const held = cursor.media.watched.find((one) => one.id === id);
  if (!held) return;
  const newest = Math.max(held.newest, ...comments.map(({ timestamp }) => timestamp.getTime()));
  if (newest > held.newest) watchMedia(cursor, { ...held, newest });
}

function stateOf({ hidden = false }: Reply): string {
  return hidden ? HIDDEN : SHOWN;
}

function timeOf(event: InboundEvent): number {
  return event.type === 'message' ? event.createdAt.getTime() : Infinity;
}
