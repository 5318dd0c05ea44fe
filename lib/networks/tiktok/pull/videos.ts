import type { InboundEvent } from '../../contract.ts';
import { unlessGoneOrRejected } from '../../kit/unless-gone.ts';
import { takeTurn } from '../../kit/watch-list.ts';
import { readVideos } from '../comments/read.ts';
import type { TikTokChannel } from '../credentials.ts';
import { postOf } from '../inbound.ts';
import type { Position, Video } from '../wire.ts';
import { type Batch, inBatches } from './batch.ts';
import { type Cursor, seconds, stateOf, VIDEOS_MAX } from './cursor.ts';
import { rescan, scanHead, scanOn, settle } from './scan.ts';

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
    const state = cursor.videos.find(({ pos }) => pos !== null);
    if (!state) return;
    const events = await unlessGoneOrRejected(scanOn(channel, state));
    if (!events) settle(state);
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
  for (const state of part) {
    const found = await unlessGoneOrRejected(rescan(channel, state));
    events.push(...(found ?? []));
    // Deleted, or no longer public: it may come back with the list of videos.
    if (!found) cursor.videos = cursor.videos.filter(({ id }) => id !== state.id);
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
    return !existing || existing.n !== countOf(video, existing.n);
  });
  yield* inBatches(changed, videos.length, async (video, batch) => {
    // On a copy: when something fails, the cursor must not contain comments that were not reported.
    const state = structuredClone(stateOf(cursor, { id: video.item_id, at: video.create_time }));
    const count = countOf(video, state.n);
    const events = state.first && count === 0 ? null : await unlessGoneOrRejected(scanHead(channel, state, count));
    if (events) batch.events.push(...events);
    else {
      // There are no comments, or the network does not return them: read again when the count changes.
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

/** Videos of an account that hides its counts are only rechecked in turn. */
function countOf(video: Video, otherwise: number): number {
  return video.comments ?? otherwise;
}

function lastWord({ k, at }: Cursor['videos'][number]): number {
  return Math.max(at, ...Object.values(k).map((comment) => comment.at));
}
