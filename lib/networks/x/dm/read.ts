import { callX } from '../calls.ts';
import type { XChannel } from '../credentials.ts';
import { countBilled, prices } from '../prices.ts';
import { messagesAnswer } from './wire.ts';

const PAGE = 100;
const messageQuery = {
  'dm_event.fields':
    'id,text,event_type,created_at,dm_conversation_id,sender_id,participant_ids,attachments,referenced_tweets,entities',
  event_types: 'MessageCreate',
  expansions: 'sender_id,attachments.media_keys,participant_ids',
  'user.fields': 'id,name,username,profile_image_url,receives_your_dm',
  'media.fields': 'media_key,type,url,preview_image_url,alt_text,width,height,variants',
  max_results: PAGE,
} as const;

/** A page of direct messages, newest first: of all conversations, or of one. The network has 30 days of them. */
export async function readMessages(
  channel: XChannel,
  { conversationId, token, isPartOfWrite }: { conversationId?: string; token?: string; isPartOfWrite?: true },
) {
  return await callX(channel, {
    endpoint: 'readMessages',
    path: conversationId ? `/2/dm_conversations/${conversationId}/dm_events` : '/2/dm_events',
    query: { ...messageQuery, pagination_token: token },
    schema: messagesAnswer,
    ...(isPartOfWrite ? { isPartOfWrite } : {}),
    price: ({ messages }) =>
      prices.readMessage *
      countBilled(
        channel,
        messages.map(({ id }) => id),
      ),
  });
}
