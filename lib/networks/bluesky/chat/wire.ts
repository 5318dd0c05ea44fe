import { z } from 'zod';
import { listOf } from '../../kit/entries.ts';
import { moment, profile } from '../wire.ts';

/**
 * The fields of the direct-message service that are used. The service is closed: this is written from its Lexicons
 * and was never run against it.
 */

const embedded = z.object({
  record: z.object({ uri: z.string(), value: z.object({ text: z.string() }).optional() }).optional(),
});

export const chatMessage = z.object({
  id: z.string(),
  rev: z.string(),
  /** Absent in a deleted message. */
  text: z.string().optional(),
  /** Absent in a system message. */
  sender: z.object({ did: z.string() }).optional(),
  sentAt: moment,
  embed: embedded.optional().catch(undefined),
});
export type ChatMessage = z.infer<typeof chatMessage>;

export const convo = z.object({
  id: z.string(),
  members: listOf(profile, 'did'),
  kind: z.object({ $type: z.string().optional() }).optional(),
  lastMessage: z.object({ sentAt: moment }).optional().catch(undefined),
});
export type Convo = z.infer<typeof convo>;

export const convosAnswer = z.object({ convos: listOf(convo), cursor: z.string().optional() });
export const convoAnswer = z.object({ convo });
export const messagesAnswer = z.object({
  messages: listOf(chatMessage),
  cursor: z.string().optional(),
  relatedProfiles: listOf(profile, 'did').optional(),
});
export const logAnswer = z.object({
  cursor: z.string().optional(),
  logs: listOf(
    z
      .object({
        $type: z.string(),
        convoId: z.string().optional(),
        message: chatMessage.optional().catch(undefined),
        relatedProfiles: listOf(profile, 'did').optional(),
      })
      .refine(({ $type, message }) => message !== undefined || !/#log(Create|Delete)Message$/.test($type), {
        path: ['message'],
        message: 'is not readable',
      }),
  ),
});
