import { z } from 'zod';
import { anyId } from '../kit/id.ts';
import { pageOf } from '../kit/meta/paging.ts';
import { graphTime } from '../kit/meta/times.ts';

/** The fields of the network's answers that are used. Source: the reference pages of the same names. */

const text = z.string();

export const idAnswer = z.object({ id: text });

/** "Instagram Platform, IG User". `user_id` is the id in webhooks; `id` is scoped to the app. */
export const meAnswer = z.object({
  user_id: text,
  username: text,
  name: text.optional(),
  profile_picture_url: text.optional(),
});
export const meFields = 'user_id,username,name,account_type,profile_picture_url';

export const linkedAccount = z.object({
  id: text,
  username: text.default(''),
  name: text.optional(),
  profile_picture_url: text.optional(),
});
export type LinkedAccount = z.infer<typeof linkedAccount>;
const linkedFields = 'id,username,name,profile_picture_url';
export const linkedAccountFields = linkedFields;

/** A Page, with the Instagram account that is linked to it. */
export const page = z.object({
  id: text,
  access_token: text.optional(),
  instagram_business_account: linkedAccount.optional(),
});
export const pageFields = `id,instagram_business_account{${linkedFields}}`;
export const managedPageFields = `id,access_token,instagram_business_account{${linkedFields}}`;
export const managedPages = pageOf(page);

/** "Business Login for Instagram": the newer format has the token in a list, the older one at the top level. */
const granted = z.object({ access_token: text.min(1) });
export const codeAnswer = z.union([
  z.object({ data: z.tuple([granted], z.unknown()) }).transform(({ data }) => data[0]),
  granted,
]);
export const tokenAnswer = z.object({ access_token: text.min(1), expires_in: z.coerce.number().optional() });

const person = z.object({ id: text, username: text.optional() });

/** "IG Media". */
export const media = z.object({
  id: text,
  caption: text.default(''),
  media_type: text.optional(),
  media_product_type: text.optional(),
  media_url: text.optional(),
  thumbnail_url: text.optional(),
  permalink: text.optional(),
  timestamp: graphTime,
  username: text.optional(),
  comments_count: z.number().optional(),
  like_count: z.number().optional(),
});
export type Media = z.infer<typeof media>;
export const mediaFields =
  'id,caption,media_type,media_product_type,media_url,thumbnail_url,permalink,timestamp,username,comments_count,like_count';
export const mediaPage = pageOf(media);

const commentBase = z.object({
  id: text,
  text: text.default(''),
  timestamp: graphTime,
  username: text.optional(),
  /** Absent on some comments; `username` then names the author. */
  from: person.optional(),
  hidden: z.boolean().optional(),
  parent_id: text.optional(),
});
/** "IG Comment". */
export const comment = commentBase.extend({ replies: pageOf(commentBase).optional() });
export type Reply = z.infer<typeof commentBase>;
export type Comment = z.infer<typeof comment>;
const plainFields = 'id,text,timestamp,username,from{id,username,self_ig_scoped_id},hidden,like_count,parent_id';
export const replyFields = plainFields;
export const commentFields = `${plainFields},media{id},replies{${plainFields}}`;
export const commentPage = pageOf(comment);
export const replyPage = pageOf(commentBase);

/** A comment read by its id, with its media and parent. */
export const commentAlone = commentBase.extend({ media: media.optional() });
export const commentAloneFields = `${plainFields},media{${mediaFields}}`;

/** "IG User, Mentioned Comment"; "IG User, Mentioned Media". */
export const mentionedComment = z.object({
  mentioned_comment: z.object({
    id: text,
    text: text.default(''),
    timestamp: graphTime,
    username: text.optional(),
    media: z.object({ id: text, permalink: text.optional() }).optional(),
  }),
});
export const subscribedAppsAnswer = z.object({
  data: z.array(z.object({ subscribed_fields: z.array(z.unknown()).optional() })),
});

export const mentionedMedia = z.object({ mentioned_media: media });

const attachment = z.object({
  mime_type: text.optional(),
  name: text.optional(),
  image_data: z
    .object({ url: text, width: z.number().optional(), height: z.number().optional(), preview_url: text.optional() })
    .optional(),
  video_data: z.object({ url: text, preview_url: text.optional() }).optional(),
  file_url: text.optional(),
});
const story = z.object({ id: text.optional(), link: text.optional() });

/** "Conversations API". */
export const directMessage = z.object({
  id: text,
  created_time: graphTime,
  from: person.optional(),
  message: text.default(''),
  attachments: z.object({ data: z.array(attachment) }).optional(),
  shares: z.object({ data: z.array(z.object({ link: text.optional() })) }).optional(),
  story: z.object({ mention: story.optional(), reply_to: story.optional() }).optional(),
  is_unsupported: z.boolean().optional(),
  reply_to: z.object({ mid: text.optional() }).optional(),
});
export type DirectMessage = z.infer<typeof directMessage>;
export const messageFields =
  'id,created_time,from{id,username},to,message,attachments,reactions,shares,story,is_unsupported,reply_to';
export const conversation = z.object({
  id: text,
  updated_time: graphTime,
  participants: z.object({ data: z.array(person) }),
  messages: pageOf(directMessage).optional(),
});
export type Conversation = z.infer<typeof conversation>;
export const conversationPage = pageOf(conversation);

/** "User Profile API". */
export const personAnswer = z.object({
  name: text.optional(),
  username: text.optional(),
  profile_pic: text.optional(),
});

/** The value of the fields `comments` and `live_comments`; some pages name the id `comment_id`. */
export const commentChange = z
  .object({
    id: text.optional(),
    comment_id: text.optional(),
    from: person.optional(),
    text: text.default(''),
    parent_id: text.optional(),
    media: z.object({
      id: text,
      media_product_type: text.optional(),
      ad_id: anyId.optional(),
      ad_title: text.optional(),
      original_media_id: text.optional(),
    }),
  })
  .transform(({ id, comment_id: other, ...rest }, context) => {
    const found = id ?? other;
    if (found !== undefined) return { ...rest, id: found };
    context.addIssue({ code: 'custom', message: 'a comment without an id' });
    return z.NEVER;
  });
export type CommentChange = z.infer<typeof commentChange>;
export const mentionChange = z.object({ media_id: text, comment_id: text.optional() });
export const subscribedAnswer = z.object({
  data: z.array(z.object({ subscribed_fields: z.array(z.unknown()).optional() })),
});
