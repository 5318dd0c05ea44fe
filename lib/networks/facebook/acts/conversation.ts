import { z } from 'zod';
import type { FacebookChannel } from '../credentials.ts';
import { callGraph } from '../calls.ts';
import { costs } from '../limits.ts';
import {
  conversationFields,
  conversationsAnswer,
  directMessageFields,
  directMessagesAnswer,
  type Conversation,
  type DirectMessage,
} from '../wire.ts';

/**
 * The network returns only this many messages of a conversation ("Graph API, Conversation, Messages"): older ones
 * answer "deleted".
 */
export const READABLE = 20;

/** The Page's conversation with a person; null where there is none. */
export async function findConversation(
  channel: FacebookChannel,
  personId: string,
  isPartOfWrite?: true,
): Promise<Conversation | null> {
  const { data } = await callGraph(channel, {
    path: `${channel.account.externalId}/conversations`,
    query: { platform: 'MESSENGER', user_id: personId, fields: conversationFields },
    schema: conversationsAnswer,
    costs: costs.ofMessages,
    ...(isPartOfWrite && { isPartOfWrite }),
  });
  return data[0] ?? null;
}

/** The newest messages of a conversation, the newest first. */
export async function readMessages(
  channel: FacebookChannel,
  conversationId: string,
  isPartOfWrite?: true,
): Promise<DirectMessage[]> {
  const { data } = await callGraph(channel, {
    path: `${conversationId}/messages`,
    query: { fields: directMessageFields, limit: READABLE },
    schema: directMessagesAnswer,
    costs: costs.ofMessages,
    ...(isPartOfWrite && { isPartOfWrite }),
  });
  return data;
}

/** What the Page wrote in a conversation since a moment. */
export async function ownMessagesSince(
  channel: FacebookChannel,
  conversationId: string,
  since: Date,
): Promise<DirectMessage[]> {
  const messages = await readMessages(channel, conversationId, true);
  return messages.filter(({ from, created_time: at }) => from?.id === channel.account.externalId && at >= since);
}

const privateReplyAnswer = z.object({
  can_reply_privately: z.boolean().optional(),
  private_reply_conversation: z.object({ id: z.string() }).optional(),
});

/** The conversation that a private reply to a comment opened; null before there was one. */
export async function conversationOfComment(channel: FacebookChannel, commentId: string): Promise<string | null> {
  const { private_reply_conversation: opened } = await callGraph(channel, {
    path: commentId,
    query: { fields: 'can_reply_privately,private_reply_conversation{id}' },
    schema: privateReplyAnswer,
    isPartOfWrite: true,
  });
  return opened?.id ?? null;
}
