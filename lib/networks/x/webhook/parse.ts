import type { InboundEvent, InboundPost, WebhookDelivery } from '../../contract.ts';
import { chatOf } from '../dm/chat.ts';
import { conversationOf, messageOf } from '../dm/inbound.ts';
import { pushedMessages } from '../dm/wire.ts';
import type { XChannel } from '../credentials.ts';
import { learnPosts, nothingKnown } from '../posts/known.ts';
import { readAndClassify } from '../posts/read.ts';
import { countBilled, prices } from '../prices.ts';
import { noIncludes, post } from '../wire.ts';
import { deletedPost, readDelivery, revoked, type Delivery } from './wire.ts';

type Parsed = { events: InboundEvent[]; posts?: InboundPost[] };

/** The accounts that a delivery is about. @throws when it cannot be read */
export function readAccountIds({ body }: { body: string }): string[] {
  const data = readDelivery(body);
  const subscriber = data.filter?.user_id ?? revoked.safeParse(data.payload).data?.user_id;
  if (!subscriber) throw new Error(`${data.event_type} names no account`);
  return [subscriber];
}

/** The events in a delivery; posts that it leaves out are read. Event types that are not used bring nothing. */
export async function parse(channel: XChannel, { body, receivedAt }: WebhookDelivery): Promise<Parsed> {
  const data = readDelivery(body);
  switch (data.event_type) {
    case 'post.create':
    case 'post.mention.create':
    case 'post.reply.create':
    case 'post.quote.create':
      return await postTold(channel, data);
    case 'post.delete':
      return {
        events: [{ type: 'message_deleted', externalId: deletedPost.parse(data.payload).id, deletedAt: receivedAt }],
      };
    case 'dm.received':
    case 'dm.sent':
      return await messagesTold(channel, data);
    case 'chat.received':
      return await chatTold(channel, data, receivedAt);
    case 'oauth.revoke':
      return revoked.parse(data.payload).user_id === channel.account.externalId
        ? { events: [{ type: 'access_revoked' }] }
        : { events: [] };
    default:
      return { events: [] };
  }
}

/** What is written in XChat arrives without its text. */
async function chatTold(channel: XChannel, data: Delivery, receivedAt: Date): Promise<Parsed> {
  const users = (data.includes ?? noIncludes).users;
  const message = await chatOf(channel, { payload: data.payload, id: data.event_uuid ?? '', users, receivedAt });
  if (!message) return { events: [] };
  const micros = prices.readMessage * countBilled(channel, [message.externalId]);
  await channel.rateLimiter.recordCost(micros, 'messages');
  return { events: [message] };
}

async function postTold(channel: XChannel, data: Delivery): Promise<Parsed> {
  const pushed = post.parse(data.payload);
  const known = nothingKnown(channel.account.externalId);
  learnPosts(known, [pushed], data.includes ?? noIncludes);
  await channel.rateLimiter.recordCost(prices.readPost * countBilled(channel, [pushed.versionId]), 'posts');
  const { messages, posts } = await readAndClassify(channel, known, [pushed]);
  return { events: messages, posts };
}

/** The network bills the messages that the account receives, not those that it sends. */
async function messagesTold(channel: XChannel, data: Delivery): Promise<Parsed> {
  const { direct_message_events: pushed, users } = pushedMessages.parse(data.payload);
  const people = new Map(Object.entries(users ?? {}));
  const me = channel.account.externalId;
  const ids = pushed.map(({ id }) => id);
  if (data.event_type === 'dm.received')
    await channel.rateLimiter.recordCost(prices.readMessage * countBilled(channel, ids), 'messages');
  const events = pushed.flatMap(({ type, id, created_timestamp: at, message_create: message }) => {
    if (type !== 'message_create') return [];
    const reported = messageOf(
      {
        id,
        isMessage: true,
        text: message.message_data.text,
        senderId: message.sender_id,
        conversationId: conversationOf(message.sender_id, message.target.recipient_id),
        participantIds: [message.sender_id, message.target.recipient_id],
        createdAt: new Date(Number(at)).toISOString(),
        mediaKeys: [],
        urls: message.message_data.entities?.urls ?? [],
      },
      { me, users: people, media: new Map() },
    );
    return reported ? [reported] : [];
  });
  return { events };
}
