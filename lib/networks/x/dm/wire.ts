import { z } from 'zod';
import { listOf } from '../../kit/entries.ts';
import { id, includes, noIncludes, user } from '../wire.ts';

/**
 * The fields of direct messages that are used. Source: docs.x.com/x-api/direct-messages/lookup and
 * /x-api/activity/event-payloads.
 */

const event = z
  .object({
    id,
    event_type: z.enum(['MessageCreate', 'ParticipantsJoin', 'ParticipantsLeave']).nullish(),
    text: z.string().nullish(),
    sender_id: id.nullish(),
    dm_conversation_id: z.string().nullish(),
    participant_ids: z.array(z.string()).nullish(),
    created_at: z.string().nullish(),
    attachments: z.object({ media_keys: z.array(z.string()).nullish() }).nullish(),
    entities: z
      .object({ urls: z.array(z.object({ url: z.string().nullish(), expanded_url: z.string().nullish() })).nullish() })
      .nullish()
      .catch(undefined),
  })
  .transform((raw) => ({
    id: raw.id,
    isMessage: (raw.event_type ?? 'MessageCreate') === 'MessageCreate',
    text: raw.text ?? '',
    senderId: raw.sender_id ?? null,
    conversationId: raw.dm_conversation_id ?? null,
    participantIds: raw.participant_ids ?? [],
    createdAt: raw.created_at ?? null,
    mediaKeys: raw.attachments?.media_keys ?? [],
    urls: raw.entities?.urls ?? [],
  }))
  .refine(({ isMessage, senderId, conversationId }) => !isMessage || (senderId !== null && conversationId !== null), {
    message: 'a message without a sender or a conversation',
  });
export type DirectMessage = z.infer<typeof event>;

export const messagesAnswer = z
  .object({
    data: listOf(event).nullish(),
    includes: includes.nullish(),
    meta: z.object({ next_token: z.string().nullish() }).nullish(),
  })
  .refine(({ data, meta }) => data || meta, 'neither messages nor a count of them')
  .transform((raw) => ({
    messages: (raw.data ?? []).filter(({ isMessage }) => isMessage),
    includes: raw.includes ?? noIncludes,
    nextToken: raw.meta?.next_token ?? null,
  }));

export const sentMessage = z.object({ data: z.object({ dm_conversation_id: z.string(), dm_event_id: z.string() }) });

/** A pushed message has the format of the network's first API, with its people by id. */
export const pushedMessages = z.object({
  direct_message_events: z.array(
    z.object({
      type: z.string(),
      id: z.string(),
      /** Milliseconds, as text. */
      created_timestamp: z.string().regex(/^\d+$/),
      message_create: z.object({
        target: z.object({ recipient_id: z.string() }),
        sender_id: z.string(),
        message_data: z.object({
          text: z.string().default(''),
          entities: z
            .object({
              urls: z.array(z.object({ url: z.string().nullish(), expanded_url: z.string().nullish() })).nullish(),
            })
            .nullish()
            .catch(undefined),
        }),
      }),
    }),
  ),
  users: z.record(z.string(), z.preprocess(unwrap, user)).nullish(),
});

function unwrap(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'data' in value ? value.data : value;
}
