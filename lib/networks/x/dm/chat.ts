import { z } from 'zod';
import type { InboundMessage } from '../../contract.ts';
import { callX } from '../calls.ts';
import type { XChannel } from '../credentials.ts';
import { authorOf } from '../posts/people.ts';
import { countBilled, prices } from '../prices.ts';
import { timeOf } from '../snowflake.ts';
import { userAnswer, type User } from '../wire.ts';
import { conversationOf } from './inbound.ts';

/**
 * A message in XChat, which is encrypted end to end. Source: openapi.json 2.167, ChatMessageEvent; UNVERIFIED that a
 * delivery has its fields. What it says is in `encoded_event`, for which only the network's own apps have the keys.
 */
const pushedChat = z.object({
  id: z.string().nullish(),
  conversation_id: z.string().nullish(),
  sender_id: z.string(),
  created_at: z.string().nullish(),
});

/** UNVERIFIED: the address of the conversations on the website. */
const CONVERSATIONS = 'https://x.com/messages';

/**
 * That somebody wrote in XChat: a message without a text, in the same conversation as their direct messages.
 * @param delivered.id of the delivery, where the message has none
 * @throws when it names no sender
 */
export async function chatOf(
  channel: XChannel,
  delivered: { payload: unknown; id: string; users: readonly User[]; receivedAt: Date },
): Promise<InboundMessage | null> {
  const {
    id,
    conversation_id: conversation,
    sender_id: sender,
    created_at: createdAt,
  } = pushedChat.parse(delivered.payload);
  const me = channel.account.externalId;
  if (sender === me) return null;
  const user = delivered.users.find((one) => one.id === sender) ?? (await readUser(channel, sender));
  const externalId = id ?? delivered.id;
  return {
    type: 'message',
    externalId,
    kind: 'message',
    // Two people's conversation has their ids; that of a group has its own.
    threadExternalId: conversation && !/^\d+\D\d+$/.test(conversation) ? conversation : conversationOf(me, sender),
    direction: 'inbound',
    author: authorOf(sender, new Map([[sender, user]])),
    text: '',
    createdAt:
      momentOf(createdAt) ?? (/^\d{16,19}$/.test(externalId) ? new Date(timeOf(externalId)) : delivered.receivedAt),
    url: CONVERSATIONS,
    reference: { encrypted: 'true' },
    variant: 'encrypted',
  };
}

function momentOf(text: string | null | undefined): Date | null {
  const at = new Date(text ?? '');
  return Number.isNaN(at.getTime()) ? null : at;
}

async function readUser(channel: XChannel, id: string): Promise<User> {
  const { data } = await callX(channel, {
    endpoint: 'users',
    path: `/2/users/${id}`,
    query: { 'user.fields': 'id,name,username,profile_image_url' },
    schema: userAnswer,
    price: () => prices.readUser * countBilled(channel, [`user ${id}`]),
    purpose: 'messages',
  });
  return data;
}
