import { graphTimeOf } from '#sandbox/kit/meta/answers.ts';
import type { Field } from './fields.ts';
import {
  commentsUnder,
  textsIn,
  type CommentRecord,
  type Person,
  type PostRecord,
  type ReviewRecord,
  type TalkRecord,
  type TextRecord,
  type World,
} from './world.ts';

/** A node's fields, each made on request; undefined ones are left out, as the network does. */
type Maker = Record<string, (field: Field) => unknown>;
const WEEK_MS = 7 * 24 * 3_600_000;

/** The requested fields of a node. @returns the name of an unknown field as `unknown` */
export function shape(maker: Maker, fields: Field[]): { node: Record<string, unknown> } | { unknown: string } {
  const node: Record<string, unknown> = {};
  for (const field of fields) {
    const make = maker[field.name];
    if (!make) return { unknown: field.name };
    const value = make(field);
    if (value !== undefined) node[field.name] = value;
  }
  if (node.id === undefined && maker.id) node.id = maker.id({ name: 'id', args: {}, fields: [] });
  return { node };
}

export function postMaker(world: World, post: PostRecord): Maker {
  const isOwn = post.by.id === world.page.id;
  return {
    id: () => post.id,
    from: () => shown(post.by),
    message: () => post.text,
    story: () => undefined,
    created_time: () => graphTimeOf(post.createdAt),
    updated_time: () => graphTimeOf(post.movedAt),
    permalink_url: () => linkTo(post.id),
    is_published: () => post.kind !== 'ad',
    is_hidden: () => post.isHidden,
    can_reply_privately: () => !isOwn && world.now().getTime() - post.createdAt.getTime() < WEEK_MS,
    promotable_id: () => post.id,
    attachments: () =>
      post.imageUrl
        ? {
            data: [
              {
                media_type: 'photo',
                url: post.imageUrl,
                media: { image: { src: post.imageUrl, height: 540, width: 720 } },
              },
            ],
          }
        : undefined,
    comments: ({ args }) => {
      const all = commentsUnder(world, post.id);
      const counted = args.filter === 'stream' ? all : all.filter(({ parentId }) => parentId === null);
      return {
        data: [],
        ...(args.summary === 'true'
          ? { summary: { order: 'ranked', total_count: counted.length, can_comment: true } }
          : {}),
      };
    },
  };
}

export function commentMaker(world: World, comment: CommentRecord): Maker {
  const isOwn = comment.by.id === world.page.id;
  const parent = comment.parentId === null ? undefined : world.comments.get(comment.parentId);
  const isYoung = world.now().getTime() - comment.createdAt.getTime() < WEEK_MS;
  return {
    id: () => comment.id,
    message: () => comment.text,
    message_tags: () => undefined,
    from: () => shown(comment.by),
    created_time: () => graphTimeOf(comment.createdAt),
    parent: ({ fields }) => {
      if (!parent) return undefined;
      const asked = fields.some(({ name }) => name === 'from') ? { from: shown(parent.by) } : {};
      return { id: parent.id, ...asked };
    },
    object: () => ({ id: comment.postId }),
    attachment: () =>
      comment.imageUrl
        ? {
            type: 'photo',
            url: comment.imageUrl,
            media: { image: { src: comment.imageUrl, height: 540, width: 720 } },
            target: { id: '77', url: comment.imageUrl },
          }
        : undefined,
    permalink_url: () => `${linkTo(comment.postId)}?comment_id=${comment.id.split('_').at(-1)}`,
    like_count: () => Number(comment.isLiked),
    comment_count: () => commentsUnder(world, comment.postId).filter(({ parentId }) => parentId === comment.id).length,
    user_likes: () => comment.isLiked,
    is_hidden: () => comment.isHidden,
    is_private: () => false,
    can_comment: () => true,
    can_hide: () => !isOwn,
    can_like: () => true,
    can_remove: () => true,
    can_reply_privately: () => !isOwn && comment.by.isVisible && isYoung && !comment.privateTalk,
    private_reply_conversation: () => (comment.privateTalk ? { id: comment.privateTalk } : undefined),
  };
}

export function talkMaker(world: World, talk: TalkRecord): Maker {
  return {
    id: () => talk.id,
    updated_time: () => graphTimeOf(talk.updatedAt),
    snippet: () => textsIn(world, talk.id)[0]?.text ?? '',
    unread_count: () => talk.unread,
    message_count: () => textsIn(world, talk.id).length,
    can_reply: () => true,
    participants: () => ({ data: [mailbox(talk.with), mailbox(world.page)] }),
    senders: () => ({ data: [mailbox(talk.with), mailbox(world.page)] }),
    link: () => `/${world.page.id}/inbox/${talk.id}`,
    is_subscribed: () => true,
  };
}

export function textMaker(world: World, text: TextRecord): Maker {
  const talk = world.talks.get(text.talkId);
  const to = text.by.id === world.page.id && talk ? talk.with : world.page;
  return {
    id: () => text.id,
    created_time: () => graphTimeOf(text.createdAt),
    from: () => mailbox(text.by),
    to: () => ({ data: [mailbox(to)] }),
    message: () => text.text,
    sticker: () => undefined,
    shares: () => undefined,
    tags: () => ({ data: [{ name: 'inbox' }] }),
    attachments: () =>
      text.imageUrl
        ? {
            data: [
              {
                id: '88',
                mime_type: 'image/jpeg',
                name: 'photo.jpg',
                size: 10_240,
                image_data: { url: text.imageUrl, preview_url: text.imageUrl, width: 720, height: 540 },
              },
            ],
          }
        : undefined,
  };
}

export function reviewMaker(review: ReviewRecord): Maker {
  return {
    created_time: () => graphTimeOf(review.createdAt),
    has_rating: () => review.rating !== undefined,
    has_review: () => review.text !== '',
    rating: () => review.rating,
    recommendation_type: () => review.type,
    review_text: () => review.text,
    reviewer: () => shown(review.by),
    open_graph_story: () => ({ id: review.id }),
  };
}

export function linkTo(postId: string): string {
  const [page, post] = postId.split('_');
  return `https://www.facebook.com/${page}/posts/${post}`;
}

function shown(person: Person): { id: string; name: string } | undefined {
  return person.isVisible ? { id: person.id, name: person.name } : undefined;
}

function mailbox({ id, name }: Person) {
  return { name, email: `${id}@facebook.com`, id };
}
