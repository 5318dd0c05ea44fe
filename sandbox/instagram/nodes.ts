import { graphTimeOf } from '../kit/meta/answers.ts';
import { select, type NodeFields } from '../kit/meta/fields.ts';
import type { Comment, Media, Message, Person, World } from './world.ts';

/** The nodes as the network shows them, field by field ("Instagram Platform, Reference"). */

const EXPANDED = 25;

export function mediaNode(world: World, media: Media): NodeFields {
  return {
    id: () => media.id,
    caption: () => media.caption || undefined,
    media_type: () => (media.product === 'REELS' || media.product === 'LIVE' ? 'VIDEO' : 'IMAGE'),
    media_product_type: () => media.product,
    media_url: () => media.imageUrl,
    thumbnail_url: () => (media.product === 'REELS' ? `${media.imageUrl}?thumb` : undefined),
    permalink: () => `https://www.instagram.com/p/C${media.id.slice(4)}/`,
    timestamp: () => graphTimeOf(media.at),
    username: () => media.owner.username,
    comments_count: () => world.countOf(media.id),
    like_count: () => 0,
    is_comment_enabled: () => true,
  };
}

export function commentNode(world: World, comment: Comment): NodeFields {
  return {
    id: () => comment.id,
    text: () => comment.text,
    timestamp: () => graphTimeOf(comment.at),
    username: () => comment.from.username,
    from: ({ sub }) => select(personNode(comment.from), sub),
    hidden: () => comment.isHidden,
    like_count: () => 0,
    parent_id: () => comment.parentId,
    media: ({ sub }) => select(mediaNode(world, comment.media), sub),
    replies: ({ sub }) => {
      const all = world.repliesTo(comment.id);
      if (all.length === 0) return undefined;
      const part = all.slice(0, EXPANDED).map((one) => select(commentNode(world, one), sub));
      const goesOn = all.length > EXPANDED;
      return {
        data: part,
        ...(goesOn
          ? { paging: { cursors: { after: 'QVFIUm' }, next: `https://graph.instagram.com/${comment.id}/replies` } }
          : {}),
      };
    },
  };
}

export function personNode(person: Person): NodeFields {
  return { id: () => person.id, username: () => person.username, self_ig_scoped_id: () => person.id };
}

const MESSAGES_OPEN = 20;

export function conversationNode(world: World, person: Person): NodeFields {
  const { brand } = world;
  return {
    id: () => `aWdfZAG06${person.id}ZD`,
    updated_time: () => graphTimeOf(world.talkWith(person.id).at(0)?.at ?? world.now()),
    participants: () => ({ data: [brand, person].map(({ id, username }) => ({ id, username })) }),
    is_owner: () => true,
    messages: ({ args, sub }) => ({
      data: world
        .talkWith(person.id)
        .slice(0, Math.min(Number(args.limit ?? EXPANDED), MESSAGES_OPEN))
        .map((one) => select(messageNode(world, one), sub)),
    }),
  };
}

export function messageNode({ brand }: World, message: Message): NodeFields {
  const [from, to] = message.isOwn ? [brand, message.with] : [message.with, brand];
  const { story, imageUrl } = message;
  return {
    id: () => message.id,
    created_time: () => graphTimeOf(message.at),
    from: ({ sub }) => select(personNode(from), sub ?? [{ name: 'username', args: {}, sub: null }]),
    to: () => ({ data: [{ id: to.id, username: to.username }] }),
    message: () => message.text,
    attachments: () =>
      imageUrl
        ? { data: [{ image_data: { url: imageUrl, width: 1080, height: 1080, preview_url: imageUrl } }] }
        : undefined,
    reactions: () => undefined,
    shares: () => undefined,
    story: () => story && { [story.as === 'mention' ? 'mention' : 'reply_to']: { link: story.url, id: story.id } },
    is_unsupported: () => undefined,
    reply_to: () => message.repliesTo && { mid: message.repliesTo, is_self_reply: false },
  };
}
