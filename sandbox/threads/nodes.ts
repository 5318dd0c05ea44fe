import { graphTimeOf } from '../kit/meta/answers.ts';
import { select, type NodeFields } from '../kit/meta/fields.ts';
import type { Post, World } from './world.ts';

/** A post, field by field ("Threads API, Reference"). */
export function postNode(world: World, post: Post): NodeFields {
  const { brand } = world;
  const shortcode = `P${post.id.slice(4, 11)}`;
  const parent = world.byId(post.repliedTo);
  const root = world.byId(post.rootId);
  return {
    id: () => post.id,
    text: () => post.text,
    timestamp: () => graphTimeOf(post.at),
    media_product_type: () => 'THREADS',
    media_type: () =>
      post.imageUrls.length > 1 ? 'CAROUSEL_ALBUM' : post.imageUrls.length === 1 ? 'IMAGE' : 'TEXT_POST',
    media_url: () => post.imageUrls[0],
    thumbnail_url: () => undefined,
    gif_url: () => undefined,
    alt_text: () => undefined,
    link_attachment_url: () => undefined,
    permalink: () => `https://www.threads.net/@${post.by.username}/post/${shortcode}`,
    shortcode: () => shortcode,
    username: () => post.by.username,
    profile_picture_url: () => world.avatarOf(post.by.username),
    is_quote_post: () => post.isQuote,
    has_replies: () => world.repliesTo(post.id).length > 0,
    is_reply: () => post.rootId !== undefined,
    is_reply_owned_by_me: () => post.rootId !== undefined && post.by === brand,
    root_post: ({ sub }) => root && (sub ? select(postNode(world, root), sub) : { id: root.id }),
    replied_to: () => (parent ? { id: parent.id } : undefined),
    hide_status: () => (post.isHidden ? 'HIDDEN' : post.wasShown ? 'UNHUSHED' : 'NOT_HUSHED'),
    reply_audience: () => 'EVERYONE',
    owner: () => (post.by === brand ? { id: brand.id } : undefined),
  };
}

/** As webhooks report it. */
export function pushedPost(world: World, post: Post): Record<string, unknown> {
  const node = postNode(world, post);
  const names = [
    'id',
    'username',
    'text',
    'media_type',
    'permalink',
    'shortcode',
    'timestamp',
    'is_reply',
    'is_quote_post',
    'has_replies',
    'media_product_type',
    'replied_to',
  ];
  const root = world.byId(post.rootId);
  return {
    ...select(
      node,
      names.map((name) => ({ name, args: {}, sub: null })),
    ),
    ...(root ? { root_post: { id: root.id, owner_id: root.by.id, username: root.by.username } } : {}),
  };
}
