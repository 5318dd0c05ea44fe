import { z } from 'zod';
import { listOf } from '../../kit/entries.ts';
import { count, id, moment, more } from '../wire.ts';

/** The fields of mentions that are used ("Mentions API"). */

export const mentionVideo = z.object({
  item_id: id,
  create_time: moment.optional(),
  video_link: z.string().optional(),
  caption: z.string().optional(),
  comments: count.optional(),
  likes: count.optional(),
  thumbnail_url: z.string().optional(),
  creator_handle_name: z.string().optional(),
});
export type MentionVideo = z.infer<typeof mentionVideo>;

export const mentionComment = z.object({
  item_id: id,
  comment_id: id,
  video_link: z.string().optional(),
  caption: z.string().optional(),
  thumbnail_url: z.string().optional(),
  comment_text: z.string().optional(),
  comment_create_time: moment.optional(),
  commenter_display_name: z.string().optional(),
  commenter_handle_name: z.string().optional(),
});
export type MentionComment = z.infer<typeof mentionComment>;

export const mentionVideosAnswer = z.object({ videos: listOf(mentionVideo, 'item_id'), ...more });
export const mentionCommentsAnswer = z.object({ comments: listOf(mentionComment, 'comment_id'), ...more });

const oneOrSeveral = z.union([z.array(mentionVideo), mentionVideo.transform((video) => [video])]);
export const mentionVideoAnswer = z.object({ video: oneOrSeveral });
export const mentionCommentAnswer = z.object({ comment: mentionComment });
