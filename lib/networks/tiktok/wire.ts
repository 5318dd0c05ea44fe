import { z } from 'zod';
import { listOf } from '../kit/entries.ts';
import { anyId } from '../kit/id.ts';

/** The fields of accounts, videos and comments that are used ("Accounts API"). */

export const id = anyId;

export const count = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]);

/** A time: epoch seconds, in most places as a string; milliseconds in messages and deliveries. */
export const moment = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .transform((value) => new Date(value > 1e11 ? value : value * 1000))
  .refine((at) => !Number.isNaN(at.getTime()), 'is no time');

/** The start of the next page. */
export const position = z.union([z.number(), z.string()]);
export type Position = z.infer<typeof position>;

/** A list as the network pages it. */
export const more = { cursor: position.optional(), has_more: z.boolean().optional() };

export const accountAnswer = z.object({
  username: z.string().optional(),
  display_name: z.string().optional(),
  profile_image: z.string().optional(),
  profile_deep_link: z.string().optional(),
});

export const video = z.object({
  item_id: id,
  create_time: moment,
  caption: z.string().optional(),
  comments: count.optional(),
  likes: count.optional(),
  share_url: z.string().optional(),
  thumbnail_url: z.string().optional(),
});
export type Video = z.infer<typeof video>;

export const videosAnswer = z.object({ videos: listOf(video, 'item_id'), ...more });

const commentFields = {
  comment_id: id,
  video_id: id.optional(),
  parent_comment_id: id.optional(),
  /** The key of the author, the same in comments and messages. */
  unique_identifier: z.string().optional(),
  user_id: id.optional(),
  create_time: moment,
  text: z.string().optional(),
  image_url: z.string().optional(),
  replies: count.optional(),
  /** Whether the account wrote it. */
  owner: z.boolean().optional(),
  liked: z.boolean().optional(),
  status: z.string().optional(),
  username: z.string().optional(),
  display_name: z.string().optional(),
  profile_image: z.string().optional(),
};

export const comment = z.object({
  ...commentFields,
  reply_list: listOf(z.object(commentFields), 'comment_id').optional(),
});
export type Comment = z.infer<typeof comment>;

export const commentsAnswer = z.object({ comments: listOf(comment, 'comment_id'), ...more });
export type CommentsPage = z.infer<typeof commentsAnswer>;

export const writtenComment = z.object({ comment_id: id, parent_comment_id: id.optional() });
export const uploadedImage = z.object({ image_uri: z.string(), width: count.optional(), height: count.optional() });
export const nothing = z.unknown();

export const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number(),
  refresh_token: z.string().min(1),
  open_id: z.string().min(1),
  scope: z.string().optional(),
});
