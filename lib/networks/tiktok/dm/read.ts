import { callTikTok } from '../calls.ts';
import type { TikTokChannel } from '../credentials.ts';
import type { Position } from '../wire.ts';
import { type Conversation, conversationsAnswer, type MessagesAnswer, messagesAnswer } from './wire.ts';

/** Message requests without an answer, and other conversations: the network lists them separately. */
const TYPES = ['STRANGER', 'SINGLE'] as const;
const PAGE = 100;
const PAGES = 3;

/** The conversations of the last 90 days, at most 100 of each type: the network lists no more. */
export async function readConversations(channel: TikTokChannel): Promise<Conversation[]> {
  const found = new Map<string, Conversation>();
  for (const type of TYPES) {
    let cursor: Position | undefined;
    for (let pages = 0; pages < PAGES; pages += 1) {
      const query = { conversation_type: type, limit: PAGE, cursor };
      const page = await callTikTok(channel, {
        endpoint: 'business/message/conversation/list',
        query,
        data: conversationsAnswer,
      });
      for (const one of page.conversations) found.set(one.conversation_id, one);
      if (!page.has_more || page.cursor === undefined || page.cursor === cursor) break;
      cursor = page.cursor;
    }
  }
  return [...found.values()].sort((one, other) => updatedAt(other) - updatedAt(one));
}

/** The 20 latest messages of a conversation: the network returns no more. */
export function readMessages(channel: TikTokChannel, conversationId: string): Promise<MessagesAnswer> {
  const query = { conversation_id: conversationId };
  return callTikTok(channel, { endpoint: 'business/message/content/list', query, data: messagesAnswer });
}

/** Epoch milliseconds; 0 when unknown. */
export function updatedAt({ update_time, up_time }: Conversation): number {
  return update_time ?? up_time ?? 0;
}
