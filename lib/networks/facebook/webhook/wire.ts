import { z } from 'zod';
import { anyId } from '../../kit/id.ts';
import { unixTime } from '../../kit/meta/times.ts';

const text = z.string();
const id = anyId;
const person = z.object({ id, name: text.default('') });

/**
 * The value of a `feed` change ("Webhooks, Page, feed"). The network documents the fields but gives no complete
 * examples: all but the item and the verb may be absent.
 */
export const feedValue = z.object({
  item: text.default(''),
  verb: text.default(''),
  from: person.optional(),
  post_id: id.optional(),
  comment_id: id.optional(),
  parent_id: id.optional(),
  message: text.optional(),
  created_time: unixTime.optional(),
  edited_time: unixTime.optional(),
  photo: text.optional(),
  video: text.optional(),
  photos: z.array(text).optional(),
  link: text.optional(),
  post: z
    .object({
      id: id.optional(),
      is_published: z.boolean().optional(),
      permalink_url: text.optional(),
      promotion_status: text.optional(),
    })
    .optional(),
});
export type FeedValue = z.infer<typeof feedValue>;

export const mentionValue = z.object({
  item: text.default('post'),
  verb: text.default('add'),
  post_id: id.optional(),
  comment_id: id.optional(),
  message: text.optional(),
  sender_id: id.optional(),
  sender_name: text.optional(),
  created_time: unixTime.optional(),
});
export type MentionValue = z.infer<typeof mentionValue>;

export const ratingValue = z.object({
  item: text.optional(),
  verb: text.default('add'),
  reviewer_id: id.optional(),
  reviewer_name: text.optional(),
  recommendation_type: text.optional(),
  review_text: text.optional(),
  rating: z.coerce.number().optional(),
  open_graph_story_id: id.optional(),
  comment_id: id.optional(),
  message: text.optional(),
  from: person.optional(),
  created_time: unixTime.optional(),
});
export type RatingValue = z.infer<typeof ratingValue>;
