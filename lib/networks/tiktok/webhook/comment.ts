import type { InboundPost } from '../../contract.ts';
import { unlessGoneOrRejected } from '../../kit/unless-gone.ts';
import { findVideos, readCommentsById, readReplies } from '../comments/read.ts';
import type { TikTokChannel } from '../credentials.ts';
import { contactOf, hiddenEvent, isHidden, messageOf, parentOf, postOf } from '../inbound.ts';
import type { Batch } from '../pull/batch.ts';
import type { Comment } from '../wire.ts';
import type { CommentUpdate } from './wire.ts';

/** The most pages of videos searched for the one with the comment: the last 100 videos. */
const VIDEO_PAGES = 5;
/** A delivery of what happened longer ago than this was repeated, in milliseconds. */
const LATE_MS = 5 * 60_000;

/** The events of a comment. A new one is read from the network, because a delivery often lacks text and author. */
export async function parseComment(channel: TikTokChannel, reported: CommentUpdate): Promise<Batch> {
  const { comment_id: externalId, timestamp } = reported;
  switch (reported.comment_action) {
    case 'delete':
      return { events: [{ type: 'message_deleted', externalId, deletedAt: timestamp }], posts: [] };
    case 'set_to_hidden':
      return await parseHidden(channel, reported, true);
    // A comment that only the author's friends can see is hidden from the public. Its status in a list is not documented.
    case 'set_to_friends_only':
      return { events: [{ type: 'message_hidden', externalId, hidden: true }], posts: [] };
    case 'set_to_public':
      return await parseHidden(channel, reported, false);
    case 'insert':
      return parseInsert(channel, reported);
    default:
      throw new Error(`a comment's action that is not known: ${reported.comment_action}`);
  }
}

/** A delivery that was repeated for hours may be overtaken by now: then the comment itself says whether it is hidden. */
async function parseHidden(channel: TikTokChannel, reported: CommentUpdate, hidden: boolean): Promise<Batch> {
  const { comment_id: externalId, timestamp } = reported;
  const isLate = channel.now().getTime() - timestamp.getTime() > LATE_MS;
  const found = isLate ? await readReported(channel, reported) : null;
  const event = found ? hiddenEvent(found.comment) : ({ type: 'message_hidden', externalId, hidden } as const);
  return { events: [event], posts: [] };
}

async function parseInsert(channel: TikTokChannel, reported: CommentUpdate): Promise<Batch> {
  const found = (await readReported(channel, reported)) ?? fromDelivery(channel, reported);
  // Neither in the delivery nor listed yet: the next reading of the video finds it.
  if (!found) return { events: [], posts: [] };
  const videoId = reported.video_id;
  const post = await postFor(channel, videoId);
  const message = messageOf(found.comment, {
    videoId,
    account: channel.account,
    contact: found.contact,
    ...(post ? {} : { post: false }),
  });
  const hidden = isHidden(found.comment) ? [hiddenEvent(found.comment)] : [];
  return { events: [message, ...hidden], posts: post ? [post] : [] };
}

type Found = { comment: Comment; contact?: string | undefined };

async function readReported(channel: TikTokChannel, reported: CommentUpdate): Promise<Found | null> {
  const { video_id: videoId, comment_id: commentId } = reported;
  const parentId = parentOf(reported);
  if (!parentId) {
    const [comment] = await readCommentsById(channel, videoId, [commentId]);
    return comment?.comment_id === commentId ? { comment } : null;
  }
  const [top] = await readCommentsById(channel, videoId, [parentId]);
  const replies = (await unlessGoneOrRejected(readReplies(channel, videoId, parentId))) ?? [];
  const comment = replies.find(({ comment_id }) => comment_id === commentId);
  return comment ? { comment, contact: top && contactOf(comment, top, replies) } : null;
}

/** The comment from the delivery, where that is complete. */
function fromDelivery(channel: TikTokChannel, reported: CommentUpdate): Found | null {
  if (!reported.text || !reported.unique_identifier) return null;
  const parent = parentOf(reported);
  return {
    comment: {
      comment_id: reported.comment_id,
      unique_identifier: reported.unique_identifier,
      create_time: reported.timestamp,
      text: reported.text,
      ...(parent && { parent_comment_id: parent }),
      owner: reported.unique_identifier === channel.account.externalId,
    },
  };
}

async function postFor(channel: TikTokChannel, videoId: string): Promise<InboundPost | null> {
  const video = (await findVideos(channel, [videoId], VIDEO_PAGES)).get(videoId);
  return video ? postOf(video, channel.account) : null;
}
