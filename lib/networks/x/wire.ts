import { z } from 'zod';
import { listOf } from '../kit/entries.ts';

/**
 * The fields of the network's answers that are used. The specification and the guides name some fields differently
 * (`referenced_posts` and `referenced_tweets`): both are read, and `names.ts` asks in those that an app takes. Source: docs.x.com, openapi.json 2.167.
 */

export const id = z.string().regex(/^\d{1,19}$/);
const ids = z.array(z.string()).nullish();

const link = z.object({
  url: z.string().nullish(),
  expanded_url: z.string().nullish(),
  media_key: z.string().nullish(),
});
const entities = z.object({
  mentions: z.array(z.object({ id: z.string().nullish(), username: z.string().nullish() })).nullish(),
  urls: z.array(link).nullish(),
});
const references = z.array(z.object({ type: z.string(), id })).nullish();
const note = z.object({ text: z.string(), entities: entities.nullish().catch(undefined) }).nullish();
const metrics = z
  .object({
    reply_count: z.number().nullish(),
    like_count: z.number().nullish(),
    quote_count: z.number().nullish(),
    repost_count: z.number().nullish(),
    retweet_count: z.number().nullish(),
  })
  .nullish();

export const post = z
  .object({
    id,
    text: z.string().default(''),
    author_id: id.nullish(),
    conversation_id: id.nullish(),
    created_at: z.string().nullish(),
    in_reply_to_user_id: id.nullish(),
    edit_history_tweet_ids: z.array(id).nullish(),
    edit_history_post_ids: z.array(id).nullish(),
    referenced_tweets: references,
    referenced_posts: references,
    note_tweet: note,
    note_post: note,
    entities: entities.nullish().catch(undefined),
    public_metrics: metrics.catch(undefined),
    attachments: z.object({ media_keys: ids }).nullish().catch(undefined),
    lang: z.string().nullish(),
  })
  .transform((raw) => {
    const history = raw.edit_history_tweet_ids ?? raw.edit_history_post_ids ?? [];
    const refs = raw.referenced_tweets ?? raw.referenced_posts ?? [];
    const long = raw.note_tweet ?? raw.note_post;
    const refOf = (type: string) => refs.find((one) => one.type === type)?.id;
    return {
      /** The id of the first version: an edit makes a new post, and this id stays the same. */
      id: history[0] ?? raw.id,
      /** All versions, the current one last. */
      history: history.length > 0 ? history : [raw.id],
      versionId: raw.id,
      text: long?.text ?? raw.text,
      entities: long?.entities ?? raw.entities ?? null,
      authorId: raw.author_id ?? null,
      conversationId: raw.conversation_id ?? null,
      createdAt: raw.created_at ?? null,
      inReplyToUserId: raw.in_reply_to_user_id ?? null,
      repliedTo: refOf('replied_to') ?? null,
      quoted: refOf('quoted') ?? null,
      isRepost: refOf('retweeted') !== undefined,
      metrics: raw.public_metrics ?? null,
      mediaKeys: raw.attachments?.media_keys ?? [],
      lang: raw.lang ?? null,
    };
  });
export type Post = z.infer<typeof post>;

export const user = z.object({
  id,
  name: z.string().nullish(),
  username: z.string().nullish(),
  profile_image_url: z.string().nullish(),
  receives_your_dm: z.boolean().nullish(),
  connection_status: z.array(z.string()).nullish(),
});
export type User = z.infer<typeof user>;

const media = z.object({
  media_key: z.string(),
  type: z.string(),
  url: z.string().nullish(),
  preview_image_url: z.string().nullish(),
  alt_text: z.string().nullish(),
  width: z.number().nullish(),
  height: z.number().nullish(),
  variants: z
    .array(z.object({ content_type: z.string().nullish(), url: z.string().nullish(), bit_rate: z.number().nullish() }))
    .nullish()
    .catch(undefined),
});
export type Media = z.infer<typeof media>;

/** A delivery wraps each object in `data`; an answer of the API does not. */
function maybeWrapped<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (isWrapped(value) ? value.data : value), schema);
}

function isWrapped(value: unknown): value is { data: unknown } {
  return typeof value === 'object' && value !== null && 'data' in value && !('id' in value);
}

export const includes = z
  .object({
    users: listOf(maybeWrapped(user)).nullish(),
    tweets: listOf(maybeWrapped(post)).nullish(),
    posts: listOf(maybeWrapped(post)).nullish(),
    media: listOf(maybeWrapped(media), 'media_key').nullish(),
  })
  .transform(({ users, tweets, posts, media: pictures }) => ({
    users: users ?? [],
    posts: tweets ?? posts ?? [],
    media: pictures ?? [],
  }));
export type Includes = z.infer<typeof includes>;
export const noIncludes: Includes = { users: [], posts: [], media: [] };

const problem = z.object({
  type: z.string().nullish(),
  title: z.string().nullish(),
  detail: z.string().nullish(),
  message: z.string().nullish(),
  code: z.number().nullish().catch(undefined),
  resource_id: z.string().nullish(),
  value: z.unknown().optional(),
});

const meta = z.object({ newest_id: id.nullish(), oldest_id: id.nullish(), next_token: z.string().nullish() });

export const postsAnswer = z
  .object({
    data: listOf(post).nullish(),
    includes: includes.nullish(),
    errors: listOf(problem, 'resource_id').nullish(),
    meta: meta.nullish(),
  })
  .refine(({ data, meta: reported, errors }) => data || reported || errors, 'neither posts nor a count of them')
  .transform((raw) => ({
    posts: raw.data ?? [],
    includes: raw.includes ?? noIncludes,
    /** Ids that the network reports as gone. */
    missing: (raw.errors ?? [])
      .filter(({ type }) => type?.endsWith('/resource-not-found'))
      .flatMap(({ resource_id: resource, value }) => resource ?? (typeof value === 'string' ? value : [])),
    oldestId: raw.meta?.oldest_id ?? null,
    newestId: raw.meta?.newest_id ?? null,
    nextToken: raw.meta?.next_token ?? null,
  }));
export type PostsAnswer = z.infer<typeof postsAnswer>;

export const userAnswer = z.object({ data: user });
export type ProblemAnswer = z.infer<typeof problemAnswer>;
/** Any answer that is not a success. The token endpoint has `error` and `error_description` (RFC 6749, 5.2). */
export const problemAnswer = z
  .object({
    data: z.unknown(),
    type: z.string(),
    title: z.string(),
    detail: z.string(),
    code: z.number().optional().catch(undefined),
    errors: z.array(problem).optional().catch(undefined),
    error: z.string(),
    error_description: z.string(),
  })
  .partial();

export const createdPost = z.object({ data: z.object({ id }) });
export const deletedAnswer = z.object({ data: z.object({ deleted: z.boolean() }) });
export const done = z.object({ data: z.record(z.string(), z.unknown()) });
export const nothing = z.unknown();

export const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().optional(),
  refresh_token: z.string().optional(),
  scope: z.string().optional(),
});

export const uploadAnswer = z.object({
  data: z.object({
    id: z.string(),
    processing_info: z.object({ state: z.string().optional(), check_after_secs: z.number().optional() }).nullish(),
  }),
});
