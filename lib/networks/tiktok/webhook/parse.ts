import type { InboundEvent, WebhookDelivery } from '../../contract.ts';
import { parseLossless } from '../../kit/lossless-json.ts';
import type { TikTokChannel } from '../credentials.ts';
import { messageOf } from '../dm/inbound.ts';
import { pushedMessage } from '../dm/wire.ts';
import type { Batch } from '../pull/batch.ts';
import { parseComment } from './comment.ts';
import { parseMention } from './mention.ts';
import { brandMention, commentUpdate, delivery } from './wire.ts';

/** Events that are not used: read receipts, the source of a conversation, and comments that another event reports. */
const silent = new Set(['im_mark_read_msg', 'im_referral_msg', 'im_receive_high_intent_comment', 'im_receive_msg_eu']);

/** @throws ZodError, SyntaxError for an unreadable delivery; NetworkError for a failed call */
export async function parse(channel: TikTokChannel, { body }: Pick<WebhookDelivery, 'body'>): Promise<Batch> {
  const { event, content, user_openid, create_time } = delivery.parse(parseLossless(body));
  if (user_openid !== channel.account.externalId) return { events: [], posts: [] };
  const reported = parseLossless(content);
  switch (event) {
    case 'comment.update':
      return parseComment(channel, commentUpdate.parse(reported));
    case 'im_receive_msg':
    case 'im_send_msg':
      return { events: [await parseMessage(channel, reported, event)], posts: [] };
    case 'brand.mention.event':
      return parseMention(channel, brandMention.parse(reported), create_time ?? channel.now());
    default:
      if (silent.has(event)) return { events: [], posts: [] };
      throw new Error(`an event that is not known: ${event}`);
  }
}

/** @throws ZodError when it cannot be read */
export function readAccountIds({ body }: { body: string }): string[] {
  return [delivery.parse(parseLossless(body)).user_openid];
}

async function parseMessage(
  channel: TikTokChannel,
  reported: unknown,
  event: 'im_receive_msg' | 'im_send_msg',
): Promise<InboundEvent> {
  const { unique_identifier: contact, ...message } = pushedMessage.parse(reported);
  if (!message.conversation_id) throw new Error('a message without a conversation');
  const { businessId } = channel.credentials;
  const own = { id: businessId, role: 'BUSINESS_ACCOUNT' };
  const other = { ...(contact && { id: contact }), role: 'PERSONAL_ACCOUNT' };
  // The event's name says who wrote, even where sender and recipient are left out.
  const isSent = event === 'im_send_msg';
  const parties = {
    from_user: isSent ? own : (message.from_user ?? other),
    to_user: isSent ? (message.to_user ?? other) : own,
  };
  return messageOf(channel, { ...message, ...parties }, { conversationId: message.conversation_id });
}
