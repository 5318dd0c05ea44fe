import { z } from 'zod';
import { pageOf } from '../kit/meta/paging.ts';
import { graphTime } from '../kit/meta/times.ts';

const text = z.string();
const person = z.object({ id: text, name: text.default('') });
export type Person = z.infer<typeof person>;

const media = z.object({
  image: z.object({ src: text.optional(), width: z.number().optional(), height: z.number().optional() }).optional(),
  source: text.optional(),
});
const attachment = z.object({
  type: text.optional(),
  media_type: text.optional(),
  title: text.optional(),
  url: text.optional(),
  media: media.optional(),
});
export type Attachment = z.infer<typeof attachment>;

/** "Graph API, Comment". Some fields are absent where the app may not see them, above all `from`. */
export const comment = z.object({
  id: text,
  message: text.default(''),
  from: person.optional(),
  created_time: graphTime,
  parent: z.object({ id: text, from: person.optional() }).optional(),
  attachment: attachment.optional(),
  permalink_url: text.optional(),
  user_likes: z.boolean().optional(),
  is_hidden: z.boolean().optional(),
  is_private: z.boolean().optional(),
  can_comment: z.boolean().optional(),
  can_hide: z.boolean().optional(),
  can_like: z.boolean().optional(),
  can_remove: z.boolean().optional(),
  can_reply_privately: z.boolean().optional(),
  private_reply_conversation: z.object({ id: text }).optional(),
});
export type Comment = z.infer<typeof comment>;
export const commentFields =
  'id,message,from{id,name},created_time,parent{id,from{id,name}},attachment,permalink_url,user_likes,is_hidden,is_private,' +
  'can_comment,can_hide,can_like,can_remove,can_reply_privately,private_reply_conversation{id}';
export const commentsAnswer = pageOf(comment);

const commentsSummary = z.object({ summary: z.object({ total_count: z.number().optional() }).optional() });

/** "Graph API, Page Post": the Page's own, visitors', and those that tag the Page. */
export const post = z.object({
  id: text,
  from: person.optional(),
  message: text.optional(),
  story: text.optional(),
  created_time: graphTime,
  updated_time: graphTime.optional(),
  permalink_url: text.optional(),
  is_published: z.boolean().optional(),
  is_hidden: z.boolean().optional(),
  can_reply_privately: z.boolean().optional(),
  attachments: z.object({ data: z.array(attachment) }).optional(),
  comments: commentsSummary.optional(),
});
export type Post = z.infer<typeof post>;
/** Answers at every depth are counted, because they are read at every depth. */
export const countField = 'comments.filter(stream).limit(0).summary(true)';
export const postFields =
  'id,from{id,name},message,story,created_time,updated_time,permalink_url,is_published,is_hidden,can_reply_privately,' +
  `attachments{media_type,media,target,url},${countField}`;
export const postsAnswer = pageOf(post);
export const countsAnswer = z.object({ comments: commentsSummary.optional() });

/** "Graph API, Recommendation": it has no id. */
export const recommendation = z.object({
  created_time: graphTime,
  has_rating: z.boolean().optional(),
  rating: z.number().optional(),
  recommendation_type: text.optional(),
  review_text: text.optional(),
  reviewer: person.optional(),
  open_graph_story: z.object({ id: text }).optional(),
});
export type Recommendation = z.infer<typeof recommendation>;
export const recommendationFields =
  'created_time,has_rating,has_review,rating,recommendation_type,review_text,reviewer{id,name},open_graph_story{id}';
export const recommendationsAnswer = pageOf(recommendation);

/** "Graph API, Conversation". */
export const conversation = z.object({
  id: text,
  updated_time: graphTime,
  unread_count: z.number().optional(),
  message_count: z.number().optional(),
  participants: z.object({ data: z.array(person) }),
});
export type Conversation = z.infer<typeof conversation>;
export const conversationFields = 'id,updated_time,unread_count,message_count,participants';
export const conversationsAnswer = pageOf(conversation);

const place = z.object({
  url: text.optional(),
  preview_url: text.optional(),
  width: z.number().optional(),
  height: z.number().optional(),
});
/** "Graph API, Conversation, Messages". */
export const directMessage = z.object({
  id: text,
  created_time: graphTime,
  from: person.optional(),
  message: text.default(''),
  sticker: text.optional(),
  attachments: z
    .object({
      data: z.array(
        z.object({
          mime_type: text.optional(),
          name: text.optional(),
          image_data: place.optional(),
          video_data: place.optional(),
          file_url: text.optional(),
        }),
      ),
    })
    .optional(),
});
export type DirectMessage = z.infer<typeof directMessage>;
export const directMessageFields =
  'id,created_time,from,to,message,attachments{id,mime_type,name,size,image_data,video_data,file_url},sticker';
export const directMessagesAnswer = pageOf(directMessage);

export const profileAnswer = z.object({
  first_name: text.optional(),
  last_name: text.optional(),
  profile_pic: text.optional(),
});

const picture = z.object({ data: z.object({ url: text.optional() }) });
/** The Page itself. A person has no `category`, so asking for it tells the two apart. */
export const pageAnswer = z.object({ id: text, name: text, link: text.optional(), picture: picture.optional() });
export const pageFields = 'id,name,link,picture{url},category';
/** `GET /me/accounts`. */
export const managedPage = z.object({
  id: text,
  name: text,
  access_token: text.optional(),
  tasks: z.array(text).default([]),
  picture: picture.optional(),
});
export type ManagedPage = z.infer<typeof managedPage>;
export const managedPagesAnswer = pageOf(managedPage);
export const managedPageFields = 'id,name,access_token,tasks,picture{url}';

export const subscribedAppsAnswer = z.object({
  data: z.array(z.object({ id: text.optional(), subscribed_fields: z.array(z.unknown()).optional() })),
});
export const tokenAnswer = z.object({ access_token: text, expires_in: z.number().optional() });
export const idAnswer = z.object({ id: text });
