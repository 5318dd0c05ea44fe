import { ApiError, pageOf } from './answers.ts';
import { epoch, type Handler, linkOf } from './handler.ts';
import type { Comment, Video, World } from './world.ts';

const FIELDS = [
  'item_id',
  'create_time',
  'video_link',
  'caption',
  'likes',
  'comments',
  'shares',
  'thumbnail_url',
  'creator_handle_name',
  'views',
  'reach',
];

/** Other people's posts and comments that name the brand ("Mentions API"): the newest 1,000. */
export function mentionsApi(world: World): { reads: Record<string, Handler> } {
  const videos = () => world.videos.filter(({ namesBrand, isDeleted }) => namesBrand && !isDeleted);
  const comments = () => [...world.comments.values()].filter((comment) => comment.namesBrand && !world.isGone(comment));
  const newest = <T extends { at: Date; id: string }>(all: T[]) =>
    all.toSorted((one, other) => +other.at - +one.at || (other.id > one.id ? 1 : -1)).slice(0, 1000);

  return {
    reads: {
      'business/mention/video/list': (params) => {
        const fields = params.list('fields', FIELDS) ?? FIELDS;
        params.oneOf('sort_field', ['CREATE_TIME', 'LIKES', 'COMMENTS', 'SHARES'], 'CREATE_TIME');
        params.oneOf('sort_type', ['ASC', 'DESC'], 'DESC');
        const { part, ...rest } = pageOf(newest(videos()), params, { max: 100, usual: 20 });
        const shown = part.map((video) => Object.entries(shownVideo(video)).filter(([name]) => fields.includes(name)));
        return { videos: shown.map((entries) => Object.fromEntries(entries)), ...rest };
      },
      'business/mention/video/get': (params) => {
        const video = videos().find(({ id }) => id === params.text('item_id'));
        if (!video) throw new ApiError(40007, 'The video does not exist');
        return { video: [shownVideo(video)] };
      },
      'business/mention/comment/list': (params) => {
        params.oneOf('sort_field', ['VIDEO_LIKES', 'COMMENT_CREATE_TIME', 'COMMENT_LIKES'], 'COMMENT_CREATE_TIME');
        const { part, ...rest } = pageOf(newest(comments()), params, { max: 100, usual: 20 });
        return { comments: part.map((comment) => shownComment(world, comment)), ...rest };
      },
      'business/mention/comment/get': (params) => {
        params.text('item_id');
        const comment = comments().find(({ id }) => id === params.text('comment_id'));
        if (!comment) throw new ApiError(40007, 'The comment does not exist');
        return { comment: { ...shownComment(world, comment), commenter_handle_name: comment.author } };
      },
    },
  };
}

function shownVideo(video: Video): Record<string, unknown> {
  return {
    item_id: video.id,
    create_time: epoch(video.at),
    video_link: linkOf(video),
    caption: video.caption,
    comments: 0,
    likes: 0,
    thumbnail_url: `https://p16.tiktokcdn.example/${video.id}.jpeg?x-expires=1795000000`,
    creator_handle_name: video.creator,
  };
}

function shownComment(world: World, comment: Comment): Record<string, unknown> {
  const video = world.videos.find(({ id }) => id === comment.videoId);
  return {
    item_id: comment.videoId,
    video_link: video && linkOf(video, world.brand.handle),
    caption: video?.caption,
    commenter_display_name: world.nameOf(comment.author),
    comment_id: comment.id,
    comment_type: comment.parentId ? 'REPLY' : 'COMMENT',
    comment_text: comment.text,
    comment_create_time: epoch(comment.at),
    comment_likes: 0,
  };
}
