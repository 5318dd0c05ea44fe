import { callTikTok } from '../calls.ts';
import type { TikTokChannel } from '../credentials.ts';
import type { Position } from '../wire.ts';
import {
  type MentionComment,
  mentionCommentAnswer,
  mentionCommentsAnswer,
  type MentionVideo,
  mentionVideoAnswer,
  mentionVideosAnswer,
} from './wire.ts';
import { unlessGoneOrRejected } from '../../kit/unless-gone.ts';

const PAGE = 100;
const VIDEO_FIELDS = [
  'item_id',
  'create_time',
  'video_link',
  'caption',
  'likes',
  'comments',
  'thumbnail_url',
  'creator_handle_name',
];

/** Posts that name the account, the newest first; the network lists 1,000. */
export function readMentionVideos(channel: TikTokChannel, cursor?: Position) {
  const query = {
    fields: JSON.stringify(VIDEO_FIELDS),
    sort_field: 'CREATE_TIME',
    sort_type: 'DESC',
    cursor,
    max_count: PAGE,
  };
  return callTikTok(channel, { endpoint: 'business/mention/video/list', query, data: mentionVideosAnswer });
}

/** Comments that name the account, the newest first; the network lists 1,000. */
export function readMentionComments(channel: TikTokChannel, cursor?: Position) {
  const query = { sort_field: 'COMMENT_CREATE_TIME', sort_type: 'DESC', cursor, max_count: PAGE };
  return callTikTok(channel, { endpoint: 'business/mention/comment/list', query, data: mentionCommentsAnswer });
}

/** A post that names the account; readable for 48 hours after its delivery. */
export async function readMentionVideo(channel: TikTokChannel, itemId: string): Promise<MentionVideo | null> {
  const call = {
    endpoint: 'business/mention/video/get',
    query: { item_id: itemId },
    data: mentionVideoAnswer,
  } as const;
  const answer = await unlessGoneOrRejected(callTikTok(channel, call));
  return answer?.video[0] ?? null;
}

/** A comment that names the account, with its author's handle, which the list leaves out. */
export async function readMentionComment(
  channel: TikTokChannel,
  { commentId, itemId }: { commentId: string; itemId: string },
): Promise<MentionComment | null> {
  const query = { comment_id: commentId, item_id: itemId };
  const call = { endpoint: 'business/mention/comment/get', query, data: mentionCommentAnswer } as const;
  const answer = await unlessGoneOrRejected(callTikTok(channel, call));
  return answer?.comment ?? null;
}
