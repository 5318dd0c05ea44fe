import { rawNumber } from '../kit/raw-number.ts';
import { ApiError, pageOf, type Params } from './answers.ts';
import { epoch, type Handler } from './handler.ts';
import type { Pushes } from './pushes.ts';
import { BRAND, type Comment, type Video, type World } from './world.ts';

const VIDEO_FIELDS = [
  'item_id',
  'create_time',
  'caption',
  'comments',
  'likes',
  'video_views',
  'share_url',
  'embed_url',
  'thumbnail_url',
  'video_duration',
];
const ACCOUNT_FIELDS = ['username', 'display_name', 'profile_image', 'profile_deep_link', 'videos_count'];
const COMMENT_MAX = 150;
const INLINE_REPLIES = 3;

/** The account, its videos and their comments ("Accounts API"). */
export function commentsApi(
  world: World,
  pushes: Pushes,
): { reads: Record<string, Handler>; writes: Record<string, Handler> } {
  const alive = (id: string): Comment => {
    const comment = world.comments.get(id);
    if (!comment || world.isGone(comment)) throw new ApiError(40007, 'The comment does not exist');
    return comment;
  };
  const checkVideo = (params: Params) => {
    const id = params.text('video_id');
    if (!world.videos.some((video) => video.id === id && !video.isDeleted))
      throw new ApiError(40007, 'The video does not exist');
    return id;
  };
  const checkOwnVideo = (params: Params) => {
    const id = checkVideo(params);
    // Comments under other people's posts are not listed.
    if (!world.brandVideos().some((video) => video.id === id))
      throw new ApiError(40001, 'No permission for this video');
    return id;
  };
  const sorted = (comments: Comment[], params: Params) => {
    params.oneOf('sort_field', ['likes', 'replies', 'create_time'], 'likes');
    params.oneOf('status', ['PUBLIC', 'ALL'], 'ALL');
    const isAscending = params.oneOf('sort_order', ['asc', 'desc', 'smart'], 'desc') === 'asc';
    const order = comments.toSorted((one, other) => +other.at - +one.at || (other.id > one.id ? 1 : -1));
    return isAscending ? order.reverse() : order;
  };

  return {
    reads: {
      'business/get': (params) => {
        const { handle, name } = world.brand;
        const all = {
          username: handle,
          display_name: name,
          profile_image: world.avatarOf(BRAND),
          profile_deep_link: `https://www.tiktok.com/@${handle}`,
          videos_count: world.brandVideos().length,
        };
        return pick(all, params.list('fields', ACCOUNT_FIELDS));
      },
      'business/video/list': (params) => {
        const fields = params.list('fields', VIDEO_FIELDS);
        const { part, ...rest } = pageOf(world.brandVideos(), params, { max: 20, usual: 10 });
        return { videos: part.map((video) => pick(shownVideo(world, video), fields ?? ['item_id'])), ...rest };
      },
      'business/comment/list': (params) => {
        const videoId = checkOwnVideo(params);
        const ids = params.list('comment_ids');
        if (ids && ids.length > 30) throw new ApiError(40002, 'comment_ids: at most 30');
        const tops = world
          .living(videoId)
          .filter(({ parentId, id, adId }) => !parentId && !adId && (!ids || ids.includes(id)));
        const withReplies = params.maybe('include_replies') === 'true';
        const { part, ...rest } = pageOf(sorted(tops, params), params, { max: 30, usual: 20 });
        return { comments: part.map((comment) => shownComment(world, comment, { withReplies })), ...rest };
      },
      'business/comment/reply/list': (params) => {
        checkOwnVideo(params);
        const top = alive(params.text('comment_id'));
        if (top.isHidden) throw new ApiError(40002, 'The comment is hidden');
        const { part, ...rest } = pageOf(sorted(repliesTo(world, top), params), params, { max: 30, usual: 20 });
        return { comments: part.map((comment) => shownComment(world, comment)), ...rest };
      },
    },
    writes: {
      'business/comment/reply/create': (params) => {
        const videoId = checkVideo(params);
        const target = alive(params.text('comment_id'));
        const text = params.maybe('text') ?? '';
        const imageUri = params.maybe('image_uri');
        if ((text === '') === (imageUri === undefined)) throw new ApiError(40002, 'text or image_uri');
        if (text.length > COMMENT_MAX) throw new ApiError(40002, 'text: longer than 150');
        const parentId = target.parentId ?? target.id;
        const imageUrl = imageUri === undefined ? null : `https://p16.tiktokcdn.example/${imageUri}`;
        const reply = world.addComment({ videoId, parentId, answers: target.id, author: BRAND, text, imageUrl });
        pushes.comment(reply, 'insert');
        return {
          comment_id: reply.id,
          parent_comment_id: parentId,
          video_id: videoId,
          create_time: epoch(reply.at),
          ...(imageUrl ? { image_url: imageUrl } : { text }),
          unique_identifier: world.keyOf(BRAND),
        };
      },
      'business/comment/hide': (params) => {
        checkVideo(params);
        const comment = alive(params.text('comment_id'));
        comment.isHidden = params.oneOf('action', ['HIDE', 'UNHIDE']) === 'HIDE';
        pushes.comment(comment, comment.isHidden ? 'set_to_hidden' : 'set_to_public');
        return {};
      },
      'business/comment/like': (params) => {
        checkVideo(params);
        const comment = alive(params.text('comment_id'));
        comment.isLiked = params.oneOf('action', ['LIKE', 'UNLIKE']) === 'LIKE';
        return {};
      },
      'business/comment/delete': (params) => {
        const comment = alive(params.text('comment_id'));
        comment.isDeleted = true;
        pushes.comment(comment, 'delete');
        return {};
      },
      'business/comment/image/upload': (params) => {
        params.text('image_file');
        return { image_uri: `tos-image-${world.makeId()}`, width: 720, height: 720 };
      },
    },
  };
}

function shownVideo(world: World, video: Video): Record<string, unknown> {
  return {
    item_id: video.id,
    create_time: epoch(video.at),
    caption: video.caption,
    comments: world.living(video.id).length,
    likes: 0,
    share_url: `https://www.tiktok.com/@${world.brand.handle}/video/${video.id}`,
    thumbnail_url: `https://p16.tiktokcdn.example/${video.id}.jpeg?x-expires=1795000000`,
  };
}

function shownComment(world: World, comment: Comment, { withReplies = false } = {}): Record<string, unknown> {
  const isBrand = comment.author === BRAND;
  const replies = repliesTo(world, comment);
  return {
    comment_id: comment.id,
    video_id: comment.videoId,
    user_id: '7001',
    unique_identifier: world.keyOf(comment.author),
    create_time: epoch(comment.at),
    ...(comment.imageUrl ? { image_url: comment.imageUrl } : {}),
    text: comment.text,
    likes: 0,
    owner: isBrand,
    liked: comment.isLiked,
    pinned: false,
    status: comment.isHidden ? 'HIDDEN' : 'PUBLIC',
    username: isBrand ? world.brand.handle : comment.author,
    display_name: world.nameOf(comment.author),
    profile_image: world.avatarOf(comment.author),
    ...(comment.parentId ? { parent_comment_id: comment.parentId } : { replies: replies.length }),
    ...(withReplies && { reply_list: replies.slice(0, INLINE_REPLIES).map((reply) => includedReply(world, reply)) }),
  };
}

/** An included reply: its ids are bare numbers of 19 digits. */
function includedReply(world: World, reply: Comment) {
  const shown = shownComment(world, reply);
  return { ...shown, comment_id: rawNumber(reply.id), parent_comment_id: rawNumber(reply.parentId ?? '0') };
}

export function repliesTo(world: World, top: Comment): Comment[] {
  return world.living(top.videoId).filter(({ parentId }) => parentId === top.id);
}

function pick(all: Record<string, unknown>, fields: readonly string[] = Object.keys(all)): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field, all[field]]));
}
