import type { InboundEvent } from '../../contract.ts';
import { afterOf } from '../../kit/meta/paging.ts';
import type { InstagramChannel } from '../credentials.ts';
import { inboundMentionOfMedia } from '../inbound.ts';
import { isBadCursor, readMedia } from '../read.ts';
import type { Media } from '../wire.ts';
import { BACKFILL_MS, noteTags, type Cursor } from './cursor.ts';

/** The latest media in which the account is tagged. Moves the cursor. */
export async function readNewestTags(channel: InstagramChannel, cursor: Cursor): Promise<InboundEvent[]> {
  const page = await readMedia(channel, 'tags');
  const { tags } = cursor;
  tags.readAt = channel.now().getTime();
  if (!tags.isRead && tags.after === null) {
    tags.after = afterOf(page) ?? null;
    tags.isRead = tags.after === null;
  }
  return eventsOf(channel, cursor, page.data);
}

/** One more page of older tags. Moves the cursor. */
export async function readOlderTags(channel: InstagramChannel, cursor: Cursor): Promise<InboundEvent[]> {
  const { tags } = cursor;
  if (tags.after === null) return [];
  const page = await readMedia(channel, 'tags', tags.after).catch((error: unknown) => {
    if (isBadCursor(error)) return null;
    throw error;
  });
  if (!page) {
    tags.after = null;
    return [];
  }
  const isEnd = page.data.some(({ timestamp }) => timestamp.getTime() < channel.now().getTime() - BACKFILL_MS);
  tags.after = isEnd ? null : (afterOf(page) ?? null);
  tags.isRead = tags.after === null;
  return eventsOf(channel, cursor, page.data);
}

/** A picture may be tagged long after it was published, so new tags are recognised by id. */
function eventsOf(channel: InstagramChannel, cursor: Cursor, media: readonly Media[]): InboundEvent[] {
  const floor = channel.now().getTime() - BACKFILL_MS;
  const fresh = media.filter(({ id, timestamp }) => timestamp.getTime() > floor && !cursor.tags.seen.includes(id));
  noteTags(
    cursor,
    fresh.map(({ id }) => id),
  );
  return fresh
    .toSorted((one, other) => +one.timestamp - +other.timestamp)
    .map((one) => inboundMentionOfMedia(one, 'tag'));
}
