import { callX } from '../calls.ts';
import type { XChannel } from '../credentials.ts';
import { countBilled, prices } from '../prices.ts';
import { messagesAnswer } from './wire.ts';

const messageQuery = {
  'dm_event.fields':
    'id,text,event_type,created_at,dm_conversation_id,sender_id,participant_ids,attachments,referenced_tweets,entities',
  event_types: 'MessageCreate',
  expansions: 'sender_id,attachments.media_keys,participant_ids',
  'user.fields': 'id,name,username,profile_image_url,receives_your_dm',
  'media.fields': 'media_key,type,url,preview_image_url,alt_text,width,height,variants',
} as const;

/**
 * A page of direct messages, newest first: of all conversations, or of one. The network has 30 days of them, and bills
 * each message of the page.
 * @param page.size from 1 to 100
 */
export async function readMessages(
  channel: XChannel,
  {
    conversationId,
    token,
    size,
    isPartOfWrite,
  }: { conversationId?: string; token?: string; size: number; isPartOfWrite?: true },
) {
  return await callX(channel, {
    endpoint: 'readMessages',
    path: conversationId ? `/2/dm_conversations/${conversationId}/dm_events` : '/2/dm_events',
    query: { ...messageQuery, max_results: size, pagination_token: token },
    schema: messagesAnswer,
    ...(isPartOfWrite ? { isPartOfWrite } : { purpose: 'messages' }),
    price: ({ messages }) =>
      prices.readMessage *
      countBilled(
        channel,
        messages.map(({ id }) => id),
      ),
  });
}
