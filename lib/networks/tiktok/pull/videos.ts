import type { InboundEvent } from '../../contract.ts';
import { unlessGoneOrRejected } from '../../kit/unless-gone.ts';
import { takeTurn } from '../../kit/watch-list.ts';
import { readVideos } from '../comments/read.ts';
import type { TikTokChannel } from '../credentials.ts';
import { postOf } from '../inbound.ts';
import type { Position, Video } from '../wire.ts';
import { type Batch, inBatches } from './batch.ts';
import { type Cursor, seconds, stateOf, VIDEOS_MAX, type VideoState } from './cursor.ts';
import { putOff, rescan, scanHead, scanOn } from './scan.ts';

/** The most pages of older comments in one pull: new comments must not wait for them. */
const OLDER_PAGES = 40;
/** The most pages of the list of videos in one pull, until all were read once; afterwards one. */
const TOUR_PAGES = 10;
const RECHECK_PAUSE_MS = 60_000;
const VIDEOS_A_TURN = 2;
/** The number of videos that are rechecked in turn: those with the latest comments. */
const RECHECK_VIDEOS = 50;

/** The newest videos. Those whose count changed are read. Moves the cursor. */
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
    const next = cursor.videos.find(({ pos }) => pos !== null);
    if (!next) return;
    const events = await readCopy(cursor, next, (state) => scanOn(channel, state));
    if (!events) putOff(next, channel.now());
    yield { events: events ?? [], posts: [] };
  }
}

/** Rechecks a part of what was reported each minute, in turn, because some changes leave the count unchanged. */
export async function recheckStored(channel: TikTokChannel, cursor: Cursor): Promise<InboundEvent[]> {
  const now = channel.now().getTime();
  const alive = cursor.videos.filter(({ k }) => Object.keys(k).length > 0);
  if (now - cursor.recheck.at < RECHECK_PAUSE_MS || alive.length === 0) return [];
  const lately = alive.toSorted((one, other) => lastWord(other) - lastWord(one)).slice(0, RECHECK_VIDEOS);
  const { part, next } = takeTurn(lately, cursor.recheck.turn, VIDEOS_A_TURN);
  const events: InboundEvent[] = [];
  for (const video of part) {
    const found = await readCopy(cursor, video, (state) => rescan(channel, state));
    events.push(...(found ?? []));
    // Deleted, or no longer public: it may come back with the list of videos.
    if (!found) cursor.videos = cursor.videos.filter(({ id }) => id !== video.id);
  }
  cursor.recheck = { at: now, turn: next };
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
    const existing = cursor.videos.find(({ id }) => id === video.item_id);
    const isDue = existing?.due !== undefined && existing.due <= seconds(channel.now());
    return !existing || isDue || existing.n !== countOf(video, existing.n);
  });
  yield* inBatches(changed, videos.length, async (video, batch) => {
    const { due: _, ...before } = stateOf(cursor, { id: video.item_id, at: video.create_time });
    const count = countOf(video, before.n);
    const isEmpty = before.first && count === 0;
    const events = isEmpty ? null : await readCopy(cursor, before, (state) => scanHead(channel, state, count));
    if (events) batch.events.push(...events);
    else {
      const state = { ...before, n: count };
      if (!isEmpty) putOff(state, channel.now());
      keep(cursor, state);
    }
    batch.posts.push(postOf(video, channel.account));
  });
}

/**
 * Reads a video on a copy of its state, which takes its place when everything was read: the cursor must not contain comments
 * that were not reported.
 * @returns null when the video is gone or the network does not return it
 */
async function readCopy(
  cursor: Cursor,
  video: VideoState,
  read: (state: VideoState) => Promise<InboundEvent[]>,
): Promise<InboundEvent[] | null> {
  const state = structuredClone(video);
  const events = await unlessGoneOrRejected(read(state));
  if (events) keep(cursor, state);
  return events;
}

function keep(cursor: Cursor, state: VideoState): void {
  cursor.videos = [...cursor.videos.filter(({ id }) => id !== state.id), state];
}

function endPage(cursor: Cursor, videos: readonly Video[], next: Position | null): void {
  const times = videos.map(({ create_time }) => seconds(create_time));
  const reached = [...times, ...(cursor.tour.reachedAt === null ? [] : [cursor.tour.reachedAt])];
  cursor.tour.pos = next;
  if (next === null) cursor.tour.isDone = true;
  if (reached.length > 0) cursor.tour.reachedAt = Math.min(...reached);
}

/** Videos of an account that hides its counts are only rechecked in turn. */
function countOf(video: Video, otherwise: number): number {
  return video.comments ?? otherwise;
}

function lastWord({ k, at }: Cursor['videos'][number]): number {
  return Math.max(at, ...Object.values(k).map((comment) => comment.at));
}
