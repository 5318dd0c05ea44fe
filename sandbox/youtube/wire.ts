import { createHash } from 'node:crypto';
import { escape } from '#sandbox/kit/page.ts';
import type { Comment, Person, Video, World } from './world.ts';

/** The JSON of comments: `isById` leaves out what the network never returns for comments that are read by id. */
export type Telling = { isPlain: boolean; isById: boolean };

export const etagOf = (of: unknown) => createHash('sha1').update(JSON.stringify(of)).digest('base64url');
const iso = (date: Date) => date.toISOString().replace(/\.\d+Z$/, 'Z');

export function commentJson(world: World, comment: Comment, { isPlain, isById }: Telling): Record<string, unknown> {
  const { author, id, threadId } = comment;
  const snippet = {
    channelId: world.brand.channelId,
    videoId: comment.videoId,
    textDisplay: isPlain ? comment.text : escape(comment.text).replaceAll('\n', '<br>'),
    ...(author.channelId === world.brand.channelId ? { textOriginal: comment.text } : {}),
    ...(id === threadId ? {} : { parentId: threadId }),
    ...authorJson(author),
    ...(comment.imageUrl ? { imageUrl: comment.imageUrl } : {}),
    canRate: true,
    viewerRating: 'none',
    likeCount: 0,
    ...(isById ? {} : { moderationStatus: comment.status }),
    publishedAt: iso(comment.publishedAt),
    updatedAt: iso(comment.updatedAt),
  };
  return { kind: 'youtube#comment', etag: etagOf(snippet), id, snippet };
}

/** The network includes a thread's latest replies, at most five. */
const CARRIED_REPLIES = 5;

export function threadJson(world: World, top: Comment, telling: Telling, status: Comment['status']) {
  const replies = world.repliesTo(top.id).filter((one) => !world.isGone(one));
  const shown = replies.filter((one) => one.status === status);
  const carried = shown.slice(-CARRIED_REPLIES).map((one) => commentJson(world, one, telling));
  const snippet = {
    channelId: world.brand.channelId,
    videoId: top.videoId,
    topLevelComment: commentJson(world, top, telling),
    canReply: top.status === 'published' && (world.videos.get(top.videoId)?.takesComments ?? false),
    totalReplyCount: replies.filter((one) => one.status === 'published').length,
    isPublic: top.status === 'published',
  };
  return {
    kind: 'youtube#commentThread',
    etag: etagOf([snippet, carried]),
    id: top.id,
    snippet,
    ...(carried.length > 0 ? { replies: { comments: carried } } : {}),
  };
}

export function videoJson(world: World, video: Video) {
  const count = [...world.comments.values()].filter(
    (one) => one.videoId === video.id && one.status === 'published' && !world.isGone(one),
  ).length;
  const snippet = {
    publishedAt: iso(video.publishedAt),
    channelId: world.brand.channelId,
    title: video.title,
    description: '',
    thumbnails: { default: { url: `https://i.ytimg.com/vi/${video.id}/default.jpg`, width: 120, height: 90 } },
    channelTitle: world.brand.handle,
    liveBroadcastContent: 'none',
  };
  const statistics = {
    viewCount: '1204',
    likeCount: '31',
    ...(video.takesComments ? { commentCount: String(count) } : {}),
  };
  return { kind: 'youtube#video', etag: etagOf([snippet, statistics]), id: video.id, snippet, statistics };
}

type ChannelProfile = { name: string; handle: string; avatarUrl?: string };

export function channelJson(id: string, { name, handle, avatarUrl }: ChannelProfile) {
  const snippet = {
    title: name,
    description: '',
    customUrl: `@${handle}`,
    publishedAt: '2019-04-02T08:00:00Z',
    thumbnails: { default: { url: avatarUrl ?? 'https://yt3.ggpht.com/brand=s88', width: 88, height: 88 } },
  };
  return { kind: 'youtube#channel', etag: etagOf(snippet), id, snippet };
}

function authorJson({ handle, channelId, avatarUrl, isGone }: Person) {
  return {
    authorDisplayName: `@${handle}`,
    authorProfileImageUrl: avatarUrl ?? `https://yt3.ggpht.com/${handle}=s48-c-k-c0x00ffffff-no-rj`,
    ...(isGone ? {} : { authorChannelUrl: `http://www.youtube.com/@${handle}`, authorChannelId: { value: channelId } }),
  };
}
