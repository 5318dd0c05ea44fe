import type { InboundPost } from '../../contract.ts';
import { afterOf } from '../../kit/meta/paging.ts';
import type { InstagramChannel } from '../credentials.ts';
import { inboundPost } from '../inbound.ts';
import { isBadCursor, readMedia } from '../read.ts';
import type { Media } from '../wire.ts';
import {
  addVisits,
  BACKFILL_MS,
  OVERLAP_MS,
  watchMedia,
  type Cursor,
  type Visit,
  type WatchedMedia,
} from './cursor.ts';

/** The count of media that tell none: they are read now, and again in turn. */
export const UNKNOWN = -1;

/** The newest media. Those with a changed number of comments are queued to be read. Moves the cursor. */
export async function readNewestMedia(channel: InstagramChannel, cursor: Cursor): Promise<InboundPost[]> {
  const page = await readMedia(channel, 'media');
  const { media: list } = cursor;
  if (!list.isRead && list.after === null) {
    list.after = afterOf(page) ?? null;
    list.isRead = list.after === null;
  }
  return noteChanged(channel, cursor, page.data, 'first');
}

/**
 * One more page of older media, starting again after the end, because old media may get comments too. Moves the
 * cursor.
 */
export async function readOlderMedia(channel: InstagramChannel, cursor: Cursor): Promise<InboundPost[]> {
  const { media: list } = cursor;
  const page = await readMedia(channel, 'media', list.after ?? undefined).catch((error: unknown) => {
    if (list.after !== null && isBadCursor(error)) return null;
    throw error;
  });
  list.readAt = channel.now().getTime();
  list.after = page ? (afterOf(page) ?? null) : null;
  if (page && list.after === null) list.isRead = true;
  return page ? noteChanged(channel, cursor, page.data, 'last') : [];
}

function noteChanged(
  channel: InstagramChannel,
  cursor: Cursor,
  media: readonly Media[],
  where: 'first' | 'last',
): InboundPost[] {
  const posts: InboundPost[] = [];
  const visits: Visit[] = [];
  for (const one of media) {
    const existing = cursor.media.watched.find(({ id }) => id === one.id);
    const count = one.comments_count ?? UNKNOWN;
    if (existing?.count === count) continue;
    posts.push(inboundPost(one, channel.account));
    watchMedia(cursor, { id: one.id, count, newest: existing?.newest ?? 0, at: one.timestamp.getTime() });
    if (count !== 0 || existing) visits.push(visitOf(one.id, { existing, count, now: channel.now() }));
  }
  addVisits(cursor, visits, where);
  return posts;
}

function visitOf(
  media: string,
  { existing, count, now }: { existing: WatchedMedia | undefined; count: number; now: Date },
): Visit {
  const floor = now.getTime() - BACKFILL_MS;
  return {
    media,
    after: null,
    floor: Math.max(floor, existing?.newest ? existing.newest - OVERLAP_MS : 0),
    missing: existing ? Math.max(0, count - existing.count) : 0,
  };
}
