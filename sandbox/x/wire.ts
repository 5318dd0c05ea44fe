import { wishes } from './fields.ts';
import {
  conversationOf,
  current,
  namedIn,
  storedText,
  type World,
  type XMessage,
  type XPost,
  type XUser,
} from './world.ts';

/** The network's JSON. A field is included only when it was requested. */

const ALWAYS = new Set(['id', 'text', 'edit_history_tweet_ids']);
const EDITABLE_MS = 3_600_000;

export function postJson(world: World, post: XPost, asked: ReadonlySet<string>, versionId = current(post).id) {
  const version = post.versions.find(({ id }) => id === versionId) ?? current(post);
  const text = storedText(post, version);
  const refs = [
    ...(post.replyTo ? [{ type: 'replied_to', id: currentId(world, post.replyTo.postId) }] : []),
    ...(post.quotes ? [{ type: 'quoted', id: currentId(world, post.quotes) }] : []),
  ];
  const mentions = namedIn(world, post).map(({ id, username }) => {
    const start = text.indexOf(`@${username}`);
    return { start, end: start + username.length + 1, username, id };
  });
  const all: Record<string, unknown> = {
    id: version.id,
    text,
    edit_history_tweet_ids: post.versions.map(({ id }) => id),
    author_id: post.authorId,
    conversation_id: post.conversationId,
    created_at: seconds(version.at),
    in_reply_to_user_id: post.replyTo?.userId,
    referenced_tweets: refs.length > 0 ? refs : undefined,
    entities: mentions.length > 0 ? { mentions } : undefined,
    public_metrics: metricsOf(world, post),
    // X names a language of its own finding; this one it cannot tell.
    lang: 'und',
    reply_settings: 'everyone',
    edit_controls: {
      edits_remaining: 6 - post.versions.length,
      is_edit_eligible: !post.replyTo,
      editable_until: seconds(new Date(post.versions[0].at.getTime() + EDITABLE_MS)),
    },
    attachments: post.imageUrl ? { media_keys: [`3_${post.id}`] } : undefined,
  };
  return Object.fromEntries(
    Object.entries(all).filter(([name, value]) => value !== undefined && (ALWAYS.has(name) || asked.has(name))),
  );
}

export function userJson(world: World, user: XUser, asked: ReadonlySet<string>) {
  const status = [...(world.muted.has(user.id) ? ['muting'] : []), ...(world.blocked.has(user.id) ? ['blocking'] : [])];
  return {
    id: user.id,
    name: user.name,
    username: user.username,
    ...(asked.has('profile_image_url')
      ? {
          profile_image_url: user.avatarUrl ?? `https://pbs.twimg.com/profile_images/${user.id}/photo_normal.png`,
        }
      : {}),
    ...(asked.has('verified') ? { verified: false } : {}),
    ...(asked.has('receives_your_dm') ? { receives_your_dm: user.takesMessages } : {}),
    ...(asked.has('connection_status') && status.length > 0 ? { connection_status: status } : {}),
  };
}

/** The page of posts with the requested inclusions. */
export function postsJson(world: World, query: URLSearchParams, posts: readonly { post: XPost; versionId?: string }[]) {
  const [fields, people, expansions] = ['tweet.fields', 'user.fields', 'expansions'].map((name) => wishes(query, name));
  wishes(query, 'media.fields');
  const asked = fields ?? new Set<string>();
  const referenced = expansions?.has('referenced_tweets.id')
    ? posts.flatMap(({ post }) => [post.replyTo?.postId, post.quotes].flatMap((id) => (id && world.living(id)) || []))
    : [];
  const authors = new Set([
    ...(expansions?.has('author_id') ? posts.map(({ post }) => post.authorId) : []),
    ...(expansions?.has('referenced_tweets.id.author_id') ? referenced.map(({ authorId }) => authorId) : []),
  ]);
  const withMedia = expansions?.has('attachments.media_keys') ? posts.filter(({ post }) => post.imageUrl) : [];
  const includes = {
    ...(authors.size > 0
      ? {
          users: [...world.users.values()]
            .filter(({ id }) => authors.has(id))
            .map((user) => userJson(world, user, people ?? new Set())),
        }
      : {}),
    ...(referenced.length > 0 ? { tweets: [...new Set(referenced)].map((post) => postJson(world, post, asked)) } : {}),
    ...(withMedia.length > 0
      ? {
          media: withMedia.map(({ post }) => ({
            media_key: `3_${post.id}`,
            type: 'photo',
            url: post.imageUrl,
            width: 800,
            height: 600,
          })),
        }
      : {}),
  };
  return {
    ...(posts.length > 0 ? { data: posts.map(({ post, versionId }) => postJson(world, post, asked, versionId)) } : {}),
    ...(Object.keys(includes).length > 0 ? { includes } : {}),
  };
}

export function messageJson(message: XMessage, asked: ReadonlySet<string>, at: Date) {
  const all: Record<string, unknown> = {
    id: message.id,
    event_type: 'MessageCreate',
    text: message.text,
    sender_id: message.from,
    dm_conversation_id: conversationOf(message),
    created_at: seconds(at),
    attachments: message.mediaId ? { media_keys: [`3_${message.mediaId}`] } : undefined,
  };
  return Object.fromEntries(
    Object.entries(all).filter(
      ([name, value]) => value !== undefined && (['id', 'event_type', 'text'].includes(name) || asked.has(name)),
    ),
  );
}

function metricsOf(world: World, post: XPost) {
  const living = world.posts.filter(({ isDeleted }) => !isDeleted);
  return {
    retweet_count: 0,
    reply_count: living.filter(({ replyTo }) => replyTo?.postId === post.id).length,
    like_count: world.likes.has(post.id) ? 1 : 0,
    quote_count: living.filter(({ quotes }) => quotes === post.id).length,
    bookmark_count: 0,
    impression_count: 12,
  };
}

function currentId(world: World, id: string): string {
  const post = world.find(id);
  return post ? current(post).id : id;
}

/** The network's times are whole seconds. */
export function seconds(at: Date): string {
  return `${at.toISOString().slice(0, 19)}.000Z`;
}
