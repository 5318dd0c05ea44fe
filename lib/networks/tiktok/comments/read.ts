import { lacksEntries, madeOf } from '../../kit/entries.ts';
import { unlessGone } from '../../kit/unless-gone.ts';
import { NetworkError } from '../../errors.ts';
import { callTikTok } from '../calls.ts';
import type { TikTokChannel } from '../credentials.ts';
import { COMMENT_IDS_MAX } from '../limits.ts';
import { type Comment, type CommentsPage, commentsAnswer, type Position, type Video, videosAnswer } from '../wire.ts';

const PAGE = 30;
const VIDEOS_PAGE = 20;
/** The most pages of replies read under one comment: 600 replies. */
const REPLY_PAGES = 20;
const VIDEO_FIELDS = ['item_id', 'create_time', 'caption', 'comments', 'likes', 'share_url', 'thumbnail_url'];

/** The account's public videos, the newest first. */
export function readVideos(channel: TikTokChannel, cursor?: Position) {
  const query = { fields: JSON.stringify(VIDEO_FIELDS), cursor, max_count: VIDEOS_PAGE };
  return callTikTok(channel, { endpoint: 'business/video/list', query, data: videosAnswer });
}

/** Finds some of the account's videos among its newest ones. */
export async function findVideos(
  channel: TikTokChannel,
  ids: readonly string[],
  maxPages: number,
): Promise<Map<string, Video>> {
  const wanted = new Set(ids);
  const found = new Map<string, Video>();
  let cursor: Position | undefined;
  for (let pages = 0; pages < maxPages && found.size < wanted.size; pages += 1) {
    const page = await readVideos(channel, cursor);
    for (const video of page.videos) if (wanted.has(video.item_id)) found.set(video.item_id, video);
    if (!page.has_more || page.cursor === undefined) break;
    cursor = page.cursor;
  }
  return found;
}

/** Comments on a video, the newest first, each with up to three of its replies. */
export function readComments(channel: TikTokChannel, videoId: string, cursor: Position): Promise<CommentsPage> {
  const query = {
    video_id: videoId,
    include_replies: true,
    status: 'ALL',
    sort_field: 'create_time',
    sort_order: 'desc',
    cursor,
    max_count: PAGE,
  };
  return callTikTok(channel, { endpoint: 'business/comment/list', query, data: commentsAnswer });
}

/** Some comments on a video by their ids; those that are gone are left out. */
export async function readCommentsById(
  channel: TikTokChannel,
  videoId: string,
  ids: readonly string[],
): Promise<Comment[]> {
  const pages: Comment[][] = [];
  for (let from = 0; from < ids.length; from += COMMENT_IDS_MAX) {
    const part = ids.slice(from, from + COMMENT_IDS_MAX);
    const query = { video_id: videoId, comment_ids: JSON.stringify(part), status: 'ALL', max_count: PAGE };
    const page = await unlessGone(
      callTikTok(channel, { endpoint: 'business/comment/list', query, data: commentsAnswer }),
    );
    pages.push(page?.comments ?? []);
  }
  return madeOf(pages, pages.flat());
}

/** A page of the replies to a comment, the newest first. */
export function readRepliesPage(
  channel: TikTokChannel,
  { videoId, commentId, cursor }: { videoId: string; commentId: string; cursor: Position },
): Promise<CommentsPage> {
  const query = {
    video_id: videoId,
    comment_id: commentId,
    status: 'ALL',
    sort_field: 'create_time',
    sort_order: 'desc',
    cursor,
    max_count: PAGE,
  };
  return callTikTok(channel, { endpoint: 'business/comment/reply/list', query, data: commentsAnswer });
}

/** All replies to a comment. */
export async function readReplies(channel: TikTokChannel, videoId: string, commentId: string): Promise<Comment[]> {
  const replies = new Map<string, Comment>();
  const lists: Comment[][] = [];
  let cursor: Position = 0;
  for (let pages = 0; pages < REPLY_PAGES; pages += 1) {
    const page = await readRepliesPage(channel, { videoId, commentId, cursor });
    lists.push(page.comments);
    for (const reply of page.comments) replies.set(reply.comment_id, { ...reply, parent_comment_id: commentId });
    if (!page.has_more || page.cursor === undefined || page.cursor === cursor) break;
    cursor = page.cursor;
  }
  return madeOf(lists, [...replies.values()]);
}

/**
 * One comment or reply as it is now; null when it is gone. A reply is searched under its comment, because no
 * documentation says that reading by id finds it.
 * @throws NetworkError `unavailable` when it may be among what cannot be read
 */
export async function readOne(
  channel: TikTokChannel,
  { videoId, commentId, parentId }: { videoId: string; commentId: string; parentId?: string | undefined },
): Promise<Comment | null> {
  const among = parentId
    ? ((await unlessGone(readReplies(channel, videoId, parentId))) ?? [])
    : await readCommentsById(channel, videoId, [commentId]);
  const found = among.find(({ comment_id }) => comment_id === commentId);
  if (!found && lacksEntries(among)) throw new NetworkError('unavailable', 'unexpected_answer');
  return found ?? null;
}
