import { z } from 'zod';
import { listOf } from '../../kit/entries.ts';
import { id, moment, more } from '../wire.ts';

/** The fields of direct messages that are used ("Business Messaging API", and its webhook events). */

const milliseconds = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]);

export const conversation = z.object({
  conversation_id: z.string().min(1),
  update_time: milliseconds.optional(),
  /** The name of the same field in the public SDKs. */
  up_time: milliseconds.optional(),
});
export type Conversation = z.infer<typeof conversation>;

export const conversationsAnswer = z.object({ conversations: listOf(conversation, 'conversation_id'), ...more });

const party = z.object({ id: z.string().optional(), role: z.string().optional() });
const media = z.object({ media_id: z.string().optional() });

const messageFields = {
  message_id: id,
  conversation_id: z.string().optional(),
  timestamp: moment,
  text: z.object({ body: z.string().optional() }).optional(),
  image: media.optional().catch(undefined),
  video: media.optional().catch(undefined),
  share_post: z.object({ item_id: id.optional(), embed_url: z.string().optional() }).optional().catch(undefined),
  sticker: z.object({ url: z.string().optional() }).optional().catch(undefined),
  emoji: z.object({ url: z.string().optional() }).optional().catch(undefined),
  template: z.object({ title: z.string().optional() }).optional().catch(undefined),
  from_user: party.optional(),
  to_user: party.optional(),
};

export const message = z.object({
  ...messageFields,
  message_type: z.string().optional(),
  sender: z.string().optional(),
  recipient: z.string().optional(),
  message_tag: z.object({ source: z.string().optional() }).optional().catch(undefined),
});
export type Message = z.infer<typeof message>;

export const messagesAnswer = z.object({
  messages: listOf(message, 'message_id'),
  participants: listOf(
    z.object({
      id: z.string().optional(),
      display_name: z.string().optional(),
      profile_image: z.string().optional(),
    }),
  ).optional(),
});
export type MessagesAnswer = z.infer<typeof messagesAnswer>;

/** The same message in a webhook. */
export const pushedMessage = z
  .object({
    ...messageFields,
    from: z.string().optional(),
    to: z.string().optional(),
    type: z.string().optional(),
    unique_identifier: z.string().optional(),
  })
  .transform(({ from, to, type, ...rest }) => ({
    ...rest,
    sender: from,
    recipient: to,
    message_type: type?.toUpperCase(),
  }));

export const sentMessage = z.object({ message: z.object({ message_id: z.string() }) });
export const uploadedMedia = z.object({ media_id: z.string() });
export const mediaAnswer = z.object({ download_url: z.string() });
