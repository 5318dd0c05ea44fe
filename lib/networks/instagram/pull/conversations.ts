import { createHash } from 'node:crypto';
import type { InboundEvent, InboundMessage } from '../../contract.ts';
import { afterOf } from '../../kit/meta/paging.ts';
import type { InstagramChannel } from '../credentials.ts';
import { contactIn, inboundDirectMessage } from '../inbound-message.ts';
import { isBadCursor, readConversations } from '../read.ts';
import type { Conversation } from '../wire.ts';
import { BACKFILL_MS, markOf, noteTalk, OVERLAP_MS, remember, type Cursor } from './cursor.ts';

/** The conversations that were active last. Moves the cursor. */
export async function readNewestTalks(channel: InstagramChannel, cursor: Cursor): Promise<InboundEvent[]> {
  const page = await readConversations(channel);
  const isAllNew = page.data.every((talk) => !isHeld(cursor, talk));
  const { talks } = cursor;
  // After a long silence the news may reach beyond the first page.
  if ((!talks.isRead && talks.after === null) || (talks.isRead && isAllNew && page.data.length > 0)) {
    talks.after = afterOf(page) ?? null;
    talks.isRead = talks.after === null;
  }
  return eventsOf(channel, cursor, page.data);
}

/** One more page of the past. Moves the cursor. */
export async function readOlderTalks(channel: InstagramChannel, cursor: Cursor): Promise<InboundEvent[]> {
  const { talks } = cursor;
  if (talks.after === null) return [];
  const page = await readConversations(channel, { after: talks.after }).catch((error: unknown) => {
    if (isBadCursor(error)) return null;
    throw error;
  });
  // Without a place to go on from, the next pull begins at the top again.
  if (!page) {
    talks.after = null;
    return [];
  }
  const isEnd = page.data.some(({ updated_time: at }) => at.getTime() < channel.now().getTime() - BACKFILL_MS);
  talks.after = isEnd ? null : (afterOf(page) ?? null);
  talks.isRead = talks.after === null;
  return eventsOf(channel, cursor, page.data);
}

function isHeld(cursor: Cursor, talk: Conversation): boolean {
  return cursor.talks.seen.find(({ id }) => id === talk.id)?.at === talk.updated_time.getTime();
}

function eventsOf(channel: InstagramChannel, cursor: Cursor, talks: readonly Conversation[]): InboundEvent[] {
  const now = channel.now();
  const events: InboundMessage[] = [];
  for (const talk of talks.filter((one) => !isHeld(cursor, one)).toReversed()) {
    const contact = contactIn(talk, channel.account);
    const readTo = cursor.talks.seen.find(({ id }) => id === talk.id)?.at;
    noteTalk(cursor, talk.id, talk.updated_time.getTime());
    if (!contact) continue;
    const floor = Math.max(now.getTime() - BACKFILL_MS, (readTo ?? 0) - OVERLAP_MS);
    for (const node of talk.messages?.data ?? []) {
      const at = node.created_time.getTime();
      const message = inboundDirectMessage(node, contact, channel.account);
      const mark = markOf(cursor, node.id);
      if (at <= floor || mark === hashOf(node.message)) continue;
      events.push(mark === undefined ? message : { ...message, editedAt: now });
      remember(cursor, [{ id: node.id, of: talk.id, at, mark: hashOf(node.message) }]);
    }
  }
  return events.sort((one, other) => +one.createdAt - +other.createdAt);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 8);
}
