import { z } from 'zod';
import { anyId } from '../kit/id.ts';
import { pageOf } from '../kit/meta/paging.ts';
import { graphTime } from '../kit/meta/times.ts';

/** The fields of the network's answers that are used. Source: "Threads API, Reference". */

const text = z.string();
const id = anyId;

export const tokenAnswer = z.object({ access_token: text.min(1), expires_in: z.coerce.number().optional() });

export const meAnswer = z.object({
  id,
  username: text,
  name: text.optional(),
  threads_profile_picture_url: text.optional(),
});
export const meFields = 'id,username,name,threads_profile_picture_url';

/** A post, or an answer to one. Authors have a name, which may change, and no id. */
export const media = z.object({
  id,
  text: text.default(''),
  timestamp: graphTime,
  media_type: text.optional(),
  media_url: text.optional(),
  thumbnail_url: text.optional(),
  gif_url: text.optional(),
  alt_text: text.optional(),
  link_attachment_url: text.optional(),
  permalink: text.optional(),
  username: text.optional(),
  profile_picture_url: text.optional(),
  is_quote_post: z.boolean().optional(),
  has_replies: z.boolean().optional(),
  is_reply: z.boolean().optional(),
  is_reply_owned_by_me: z.boolean().optional(),
  root_post: z.object({ id, owner_id: id.optional(), username: text.optional() }).optional(),
  replied_to: z.object({ id }).optional(),
  hide_status: text.optional(),
});
export type Media = z.infer<typeof media>;
const commonFields =
  'id,text,timestamp,media_product_type,media_type,media_url,thumbnail_url,gif_url,alt_text,link_attachment_url,permalink,shortcode,username,profile_picture_url,is_quote_post,has_replies';
export const postFields = commonFields;
export const replyFields = `${commonFields},is_reply,is_reply_owned_by_me,root_post,replied_to,hide_status`;
export const mentionFields = `${commonFields},is_reply,root_post,replied_to`;
export const mediaPage = pageOf(media);

export const author = z.object({ username: text.optional().catch(undefined) });
export const nothing = z.unknown();
export const hideStatus = z.object({ hide_status: text.optional() });
export const idAnswer = z.object({ id });
export const deletedAnswer = z.object({ success: z.union([z.literal(true), z.literal('true')]) });
/** `IN_PROGRESS`, `FINISHED`, `PUBLISHED`, `ERROR`, `EXPIRED` ("Troubleshooting, Publishing status"). */
export const containerAnswer = z.object({ status: text, error_message: text.optional() });

const quota = z.object({ quota_total: z.number() }).optional();
/** "Threads API, Publishing limit". */
export const publishingLimit = z.object({
  data: z.array(
    z.object({
      reply_quota_usage: z.number().optional(),
      reply_config: quota,
      delete_quota_usage: z.number().optional(),
      delete_config: quota,
    }),
  ),
});
export const publishingFields = 'quota_usage,config,reply_quota_usage,reply_config,delete_quota_usage,delete_config';

const value = z.object({ field: text, value: z.unknown() });
/**
 * "Threads Webhooks": a format of its own, without `object` and `entry`. `values` is documented as one object; arrays
 * were seen too.
 */
export const delivery = z.object({
  topic: text.optional(),
  target_id: id.optional(),
  time: z.coerce.number().optional(),
  values: z.union([z.array(value), value.transform((one) => [one])]),
});
/** The fields that show which account a value belongs to. */
export const ownership = z.object({
  username: text.optional(),
  owner: z.object({ owner_id: id }).optional(),
  root_post: z.object({ owner_id: id.optional(), username: text.optional() }).optional(),
});
export const deletion = z.object({ id, deleted_at: graphTime.optional() });
