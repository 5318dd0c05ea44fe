import type { InboundEvent, InboundMessage } from '../../contract.ts';
import { afterOf } from '../../kit/meta/paging.ts';
import { notedChange } from '../../kit/last-change.ts';
import { digestOf } from '../../kit/watch-list.ts';
import type { InstagramChannel } from '../credentials.ts';
import { contactIn, inboundDirectMessage } from '../inbound-message.ts';
import { isBadCursor, readConversations } from '../read.ts';
import type { Conversation } from '../wire.ts';
import { BACKFILL_MS, noteConversation, OVERLAP_MS, remember, stateOf, type Cursor } from './cursor.ts';

/** The most recently active conversations. Moves the cursor. */
export async function readNewestConversations(channel: InstagramChannel, cursor: Cursor): Promise<InboundEvent[]> {
  const page = await readConversations(channel);
  const isAllNew = page.data.every((conversation) => !isKnown(cursor, conversation));
  const { conversations } = cursor;
  // After a long pause, new messages may reach beyond the first page.
  if (
    (!conversations.isRead && conversations.after === null) ||
    (conversations.isRead && isAllNew && page.data.length > 0)
  ) {
    conversations.after = afterOf(page) ?? null;
    conversations.isRead = conversations.after === null;
  }
  return eventsOf(channel, cursor, page.data);
}

/** One more page of older conversations. Moves the cursor. */
export async function readOlderConversations(channel: InstagramChannel, cursor: Cursor): Promise<InboundEvent[]> {
  const { conversations } = cursor;
  if (conversations.after === null) return [];
  const page = await readConversations(channel, { after: conversations.after }).catch((error: unknown) => {
    if (isBadCursor(error)) return null;
    throw error;
  });
  // The list cursor is invalid: the next pull starts at the top again.
  if (!page) {
    conversations.after = null;
    return [];
  }
  const isEnd = page.data.some(({ updated_time: at }) => at.getTime() < channel.now().getTime() - BACKFILL_MS);
  conversations.after = isEnd ? null : (afterOf(page) ?? null);
  conversations.isRead = conversations.after === null;
  return eventsOf(channel, cursor, page.data);
}

function isKnown(cursor: Cursor, conversation: Conversation): boolean {
  return cursor.conversations.seen.find(({ id }) => id === conversation.id)?.at === conversation.updated_time.getTime();
}

function eventsOf(channel: InstagramChannel, cursor: Cursor, list: readonly Conversation[]): InboundEvent[] {
  const now = channel.now();
  const events: InboundMessage[] = [];
  for (const conversation of list.filter((one) => !isKnown(cursor, one)).toReversed()) {
    const contact = contactIn(conversation, channel.account);
    const readTo = cursor.conversations.seen.find(({ id }) => id === conversation.id)?.at;
    noteConversation(cursor, conversation.id, notedChange(conversation.updated_time.getTime(), now));
    if (!contact) continue;
    const floor = Math.max(now.getTime() - BACKFILL_MS, (readTo ?? 0) - OVERLAP_MS);
    for (const node of conversation.messages?.data ?? []) {
      const at = node.created_time.getTime();
      const message = inboundDirectMessage(node, contact, channel.account);
      const state = stateOf(cursor, node.id);
      if (at <= floor || state === digestOf(node.message, 8)) continue;
      events.push(state === undefined ? message : { ...message, editedAt: now });
      remember(cursor, [{ id: node.id, parentId: conversation.id, at, state: digestOf(node.message, 8) }]);
    }
  }
  return events.sort((one, other) => +one.createdAt - +other.createdAt);
}
