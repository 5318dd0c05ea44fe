import { z } from 'zod';
import { unixMsTime } from './times.ts';
import { parseLossless } from '../lossless-json.ts';

const text = z.string();
const party = z.object({ id: text });

/** "Messenger Platform, Webhook events". Instagram's events have the same shape with additional fields. */
export const messagingEvent = z.object({
  sender: party.optional(),
  recipient: party.optional(),
  timestamp: unixMsTime.optional(),
  message: z
    .object({
      mid: text,
      text: text.optional(),
      is_echo: z.boolean().optional(),
      /** A message of the account to itself (Instagram). */
      is_self: z.boolean().optional(),
      is_deleted: z.boolean().optional(),
      is_unsupported: z.boolean().optional(),
      /** What the sender attached (`message.metadata` of the Send API); only in echoes. */
      metadata: text.optional(),
      reply_to: z
        .object({ mid: text.optional(), story: z.object({ id: text.optional(), url: text.optional() }).optional() })
        .optional(),
      attachments: z
        .array(
          z.object({
            type: text,
            payload: z
              .object({ url: text.optional(), title: text.optional(), sticker_id: z.coerce.string().optional() })
              .optional(),
          }),
        )
        .optional(),
    })
    .optional(),
  message_edit: z.object({ mid: text, text: text.optional(), num_edit: z.coerce.number().optional() }).optional(),
  postback: z.object({ mid: text.optional(), title: text.optional(), payload: text.optional() }).optional(),
});
export type MessagingEvent = z.infer<typeof messagingEvent>;

const change = z.object({ field: text, value: z.unknown() });

/**
 * A delivery of "Graph API, Webhooks". An entry has one of three shapes: `changes`, `messaging`, or flat
 * `field`/`value`.
 */
export const webhookBody = z.object({
  object: text,
  entry: z.array(
    z.object({
      id: z.coerce.string(),
      /** Seconds in entries with changes, milliseconds in entries with messaging events. */
      time: z.coerce.number().optional(),
      changes: z.array(change).optional(),
      field: text.optional(),
      value: z.unknown().optional(),
      messaging: z.array(z.unknown()).optional(),
      /** The same, while another app controls the conversation. */
      standby: z.array(z.unknown()).optional(),
    }),
  ),
});
export type WebhookEntry = z.infer<typeof webhookBody>['entry'][number];

/** @throws when the body is not a delivery of Meta's webhooks */
export function readWebhookBody(body: string): z.infer<typeof webhookBody> {
  return webhookBody.parse(parseLossless(body));
}

/** External ids of the accounts that a delivery is about. */
export function entryIds(body: string): string[] {
  return [...new Set(readWebhookBody(body).entry.map(({ id }) => id))];
}

/** An entry's changes in either shape, with the entry's time for changes that have none. */
export function changesOf(entry: WebhookEntry): { field: string; value: unknown; at: Date | undefined }[] {
  const flat = entry.field === undefined ? [] : [{ field: entry.field, value: entry.value }];
  const at = entry.time === undefined ? undefined : timeOf(entry.time);
  return [...(entry.changes ?? []), ...flat].map(({ field, value }) => ({ field, value, at }));
}

/** An entry's messaging events. An unreadable event is of a kind that is not used here. */
export function messagingsOf(entry: WebhookEntry): { event: MessagingEvent; isStandby: boolean }[] {
  const read = (events: unknown[] | undefined, isStandby: boolean) =>
    (events ?? []).flatMap((one) => {
      const { data } = messagingEvent.safeParse(one);
      return data ? [{ event: data, isStandby }] : [];
    });
  return [...read(entry.messaging, false), ...read(entry.standby, true)];
}

/**
 * Entries were seen with both units. Ten billion seconds are three centuries away, so a larger number is
 * milliseconds.
 */
function timeOf(time: number): Date {
  return new Date(time > 10_000_000_000 ? time : time * 1000);
}
