import { z } from 'zod';
import { id, moment } from '../wire.ts';

/** The fields of deliveries that are used ("Webhooks"). */

/** `content` is JSON in a string, with ids as bare integers that JavaScript's numbers cannot hold. */
export const delivery = z.object({
  event: z.string(),
  create_time: moment.optional(),
  user_openid: z.string().min(1),
  content: z.string(),
});

export const commentUpdate = z.object({
  comment_id: id,
  video_id: id,
  parent_comment_id: id.optional(),
  comment_action: z.string(),
  unique_identifier: z.string().optional(),
  timestamp: moment,
  text: z.string().optional(),
});
export type CommentUpdate = z.infer<typeof commentUpdate>;

export const brandMention = z.object({
  type_of_event: z.string(),
  mention_type: z.string(),
  video_id: id,
  comment_id: id.optional(),
  video_create_time: moment.optional(),
  share_url: z.string().optional(),
  video_caption: z.string().optional(),
});
export type BrandMention = z.infer<typeof brandMention>;
