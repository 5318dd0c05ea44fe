import type { InboundEvent } from '../../contract.ts';
import { unlessGoneOrRejected } from '../../kit/unless-gone.ts';
import { readVideos } from '../comments/read.ts';
import type { TikTokChannel } from '../credentials.ts';
import { postOf } from '../inbound.ts';
import type { Position, Video } from '../wire.ts';
import { type Batch, inBatches } from './batch.ts';
import { type Cursor, seconds, stateOf, VIDEOS_MAX } from './cursor.ts';
import { rescan, scanHead, scanOn, settle } from './scan.ts';

/** Pages of older comments in one pull: what is new must not wait until all of the past is here. */
const OLDER_PAGES = 40;
/** Pages of the list of videos that one pull reads while the history is unread; afterwards one. */
const TOUR_PAGES = 10;
const UPKEEP_PAUSE_MS = 60_000;
const VIDEOS_A_TURN = 2;
/** Videos that are looked at again in turn: the latest that anybody talks under. */
const UPKEEP_VIDEOS = 50;

/** The newest videos: those whose count changed are read. Moves the cursor. */
export async function* pullNewest(channel: TikTokChannel, cursor: Cursor): AsyncGenerator<Batch, void, undefined> {
  const page = await readVideos(channel);
  yield* readChanged(channel, cursor, page.videos);
  const next = page.has_more ? (page.cursor ?? null) : null;
  if (cursor.tour.pos === null || next === null) endPage(cursor, page.videos, next);
}

/** Older comments, older videos. Moves the cursor. */
export async function* pullOlder(channel: TikTokChannel, cursor: Cursor): AsyncGenerator<Batch, void, undefined> {
  const pages = cursor.tour.isDone ? 1 : TOUR_PAGES;
  for (let count = 0; count < pages && cursor.tour.pos !== null; count += 1) {
    const page = await readVideos(channel, cursor.tour.pos);
    yield* readChanged(channel, cursor, page.videos);
    const next = page.has_more && page.cursor !== cursor.tour.pos ? (page.cursor ?? null) : null;
    endPage(cursor, page.videos, cursor.videos.length >= VIDEOS_MAX ? null : next);
  }
  for (let count = 0; count < OLDER_PAGES; count += 1) {
    const state = cursor.videos.find(({ pos }) => pos !== null);
    if (!state) return;
    const events = await unlessGoneOrRejected(scanOn(channel, state));
    if (!events) settle(state);
    yield { events: events ?? [], posts: [] };
  }
}

/** Looks again at what is held, a part of it each minute, in turn: some changes leave the count as it was. */
export async function keepUp(channel: TikTokChannel, cursor: Cursor): Promise<InboundEvent[]> {
  const now = channel.now().getTime();
  const alive = cursor.videos.filter(({ k }) => Object.keys(k).length > 0);
  if (now - cursor.upkeep.at < UPKEEP_PAUSE_MS || alive.length === 0) return [];
  const lately = alive.toSorted((one, other) => lastWord(other) - lastWord(one)).slice(0, UPKEEP_VIDEOS);
  const from = cursor.upkeep.turn < lately.length ? cursor.upkeep.turn : 0;
  const events: InboundEvent[] = [];
  for (const state of lately.slice(from, from + VIDEOS_A_TURN)) {
    const found = await unlessGoneOrRejected(rescan(channel, state));
    events.push(...(found ?? []));
    // Deleted, or no longer public: it comes back with the list of videos, or never.
    if (!found) cursor.videos = cursor.videos.filter(({ id }) => id !== state.id);
  }
  cursor.upkeep = { at: now, turn: from + VIDEOS_A_TURN };
  return events;
}

/** How far the history has been read. */
export function backfillOf({ tour, videos }: Cursor): { reachedAt: Date | null; isDone: boolean } {
  const reachedAt = tour.reachedAt === null ? null : new Date(tour.reachedAt * 1000);
  return { reachedAt, isDone: tour.isDone && !videos.some(({ first, pos }) => first && pos !== null) };
}

async function* readChanged(
  channel: TikTokChannel,
  cursor: Cursor,
  videos: readonly Video[],
): AsyncGenerator<Batch, void, undefined> {
  const changed = videos.filter((video) => {
    const held = cursor.videos.find(({ id }) => id === video.item_id);
    return !held || held.n !== countOf(video, held.n);
  });
  yield* inBatches(changed, videos.length, async (video, batch) => {
    // Upon a copy: what is known must not grow by what is not handed on because something went wrong meanwhile.
    const state = structuredClone(stateOf(cursor, { id: video.item_id, at: video.create_time }));
    const count = countOf(video, state.n);
    const events = state.first && count === 0 ? null : await unlessGoneOrRejected(scanHead(channel, state, count));
    if (events) batch.events.push(...events);
    else {
      // Nobody wrote yet, or what stands there is not given to us: asked again when the count changes.
      settle(state);
      state.n = count;
    }
    cursor.videos = [...cursor.videos.filter(({ id }) => id !== state.id), state];
    batch.posts.push(postOf(video, channel.account));
  });
}

function endPage(cursor: Cursor, videos: readonly Video[], next: Position | null): void {
  const times = videos.map(({ create_time }) => seconds(create_time));
  const reached = [...times, ...(cursor.tour.reachedAt === null ? [] : [cursor.tour.reachedAt])];
  cursor.tour.pos = next;
  if (next === null) cursor.tour.isDone = true;
  if (reached.length > 0) cursor.tour.reachedAt = Math.min(...reached);
}

/** An account that hides its counts is read by turns alone. */
function countOf(video: Video, otherwise: number): number {
  return video.comments ?? otherwise;
}

function lastWord({ k, at }: Cursor['videos'][number]): number {
  return Math.max(at, ...Object.values(k).map(([written]) => written));
}
