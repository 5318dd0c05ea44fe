import { z } from 'zod';
import { listOf } from '../../kit/entries.ts';
import { count, id } from '../wire.ts';

/** The fields of comments on ads that are used (Marketing API, "Comment List"). */

/** Epoch seconds or a date in UTC: the specification does not say which. */
const when = z.union([z.number(), z.string()]).transform((value, context) => {
  const digits = /^\d+$/.test(String(value));
  const at = digits ? Number(value) * 1000 : Date.parse(`${String(value).replace(' ', 'T').replace(/Z?$/, 'Z')}`);
  if (!Number.isNaN(at)) return new Date(at);
  context.addIssue({ code: 'custom', message: 'not a moment' });
  return z.NEVER;
});

export const adComment = z.object({
  comment_id: id,
  content: z.string().optional(),
  create_time: when,
  replies: count.optional(),
  comment_type: z.string().optional(),
  original_comment_id: id.optional(),
  reply_to_comment_id: id.optional(),
  comment_status: z.string().optional(),
  /** True for what the advertiser wrote. */
  can_delete: z.boolean().optional(),
  ad_id: id,
  ad_name: z.string().optional(),
  ad_text: z.string().optional(),
  tiktok_item_id: id,
  identity_id: id.optional(),
  identity_type: z.string().optional(),
  user_id: id.optional(),
  user_name: z.string().optional(),
  user_avatar_url: z.string().optional(),
  video_cover_url: z.string().optional(),
});
export type AdComment = z.infer<typeof adComment>;

export const adCommentsAnswer = z.object({
  comments: listOf(adComment, 'comment_id'),
  page_info: z.object({ page: count, total_page: count }).optional(),
});
