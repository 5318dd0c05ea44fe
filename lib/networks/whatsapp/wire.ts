import { z } from 'zod';
import { listOf } from '../kit/entries.ts';
import { anyId } from '../kit/id.ts';
import { pageOf } from '../kit/meta/paging.ts';
import { unixTime } from '../kit/meta/times.ts';

/** The fields of the network's answers and webhooks that are used. Source: "WhatsApp Cloud API, Reference". */

const text = z.string();

export const tokenAnswer = z.object({ access_token: text.min(1), expires_in: z.coerce.number().optional() });

export const phoneNumber = z.object({
  id: anyId,
  display_phone_number: text,
  verified_name: text.optional(),
  quality_rating: text.optional(),
});
export type PhoneNumber = z.infer<typeof phoneNumber>;
export const phoneFields = 'id,display_phone_number,verified_name,quality_rating,throughput';
export const phonePage = pageOf(phoneNumber);

/** UNVERIFIED: the name of the app's object. */
export const subscribedApps = z.object({
  data: z.array(z.object({ whatsapp_business_api_data: z.object({ id: anyId.optional() }).optional() })),
});

const component = z.object({
  type: text,
  format: text.optional(),
  text: text.optional(),
  buttons: z.array(z.object({ type: text, url: text.optional() })).optional(),
  example: z
    .object({ body_text: z.array(z.array(text)).optional(), header_text: z.array(text).optional() })
    .optional()
    .catch(undefined),
});
/** An entry of `message_templates`. */
export const template = z.object({
  id: anyId,
  name: text,
  language: text,
  status: text,
  category: text.default(''),
  parameter_format: text.optional(),
  components: z.array(component).default([]),
});
export type Template = z.infer<typeof template>;
export const templateFields = 'id,name,language,status,category,parameter_format,components';
export const templatePage = pageOf(template);

export const sentAnswer = z.object({ messages: z.array(z.object({ id: text.min(1) })).min(1) });
export const uploadAnswer = z.object({ id: anyId });
export const mediaAnswer = z.object({ url: z.url(), mime_type: text.optional() });
export const blockAnswer = z.object({
  block_users: z
    .object({
      failed_users: z
        .array(
          z.object({ errors: z.array(z.object({ code: z.coerce.number(), message: text.optional() })).optional() }),
        )
        .optional(),
    })
    .optional(),
});

const contact = z.object({
  profile: z.object({ name: text.optional(), username: text.optional() }).optional(),
  wa_id: text.optional(),
  user_id: text.optional(),
});
export type Contact = z.infer<typeof contact>;

const file = z.object({
  id: anyId,
  mime_type: text.optional(),
  caption: text.optional(),
  filename: text.optional(),
  voice: z.boolean().optional(),
});
export type File = z.infer<typeof file>;

const place = z.object({
  latitude: z.coerce.number(),
  longitude: z.coerce.number(),
  name: text.optional(),
  address: text.optional(),
});
const card = z.object({
  name: z.object({ formatted_name: text.optional() }).optional(),
  phones: z.array(z.object({ phone: text.optional() })).optional(),
});
const choice = z.object({ title: text.optional(), description: text.optional() });

/** A message of "Webhooks, messages". `from` and `user_id` may each be missing, but not both. */
export const message = z
  .object({
    id: text.min(1),
    from: text.optional(),
    from_user_id: text.optional(),
    timestamp: unixTime,
    type: text,
    group_id: text.optional(),
    context: z.object({ id: text.optional() }).optional(),
    text: z.object({ body: text }).optional(),
    image: file.optional(),
    video: file.optional(),
    audio: file.optional(),
    document: file.optional(),
    sticker: file.optional(),
    location: place.optional(),
    contacts: z.array(card).optional(),
    button: z.object({ text: text.optional() }).optional(),
    interactive: z.object({ button_reply: choice.optional(), list_reply: choice.optional() }).optional(),
    order: z.object({ text: text.optional(), product_items: z.array(z.unknown()).optional() }).optional(),
  })
  .refine(({ from, from_user_id: user }) => from !== undefined || user !== undefined, 'a message from nobody');
export type Message = z.infer<typeof message>;

export const status = z.object({
  id: text.min(1),
  status: text,
  timestamp: unixTime,
  biz_opaque_callback_data: text.optional(),
  errors: z
    .array(
      z.object({
        code: z.coerce.number(),
        title: text.optional(),
        message: text.optional(),
        error_data: z.object({ details: text.optional() }).optional(),
      }),
    )
    .optional(),
});
export type Status = z.infer<typeof status>;

/** The number that a change is about: read alone, to find the channel of a delivery. */
export const numberOfChange = z.object({ metadata: z.object({ phone_number_id: anyId }) });

export const change = numberOfChange.extend({
  contacts: listOf(contact, 'user_id').default([]),
  messages: listOf(message).default([]),
  statuses: listOf(status).default([]),
});
export type Change = z.infer<typeof change>;
