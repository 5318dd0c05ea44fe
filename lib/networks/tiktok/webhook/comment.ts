import type { InboundPost } from '../../contract.ts';
import { unlessGoneOrRejected } from '../../kit/unless-gone.ts';
import { findVideos, readCommentsById, readReplies } from '../comments/read.ts';
import type { TikTokChannel } from '../credentials.ts';
import { contactOf, hiddenEvent, isHidden, messageOf, parentOf, postOf } from '../inbound.ts';
import type { Batch } from '../pull/batch.ts';
import type { Comment } from '../wire.ts';
import type { CommentUpdate } from './wire.ts';

/** Pages of videos looked through for the one that was talked under: the last 100. */
const VIDEO_PAGES = 5;

/** What happened to a comment. A new one is read at the network: its text and author are often left out. */
export async function parseComment(channel: TikTokChannel, told: CommentUpdate): Promise<Batch> {
  const { comment_id: externalId, timestamp } = told;
  switch (told.comment_action) {
    case 'delete':
      return { events: [{ type: 'message_deleted', externalId, deletedAt: timestamp }], posts: [] };
    case 'set_to_hidden':
    // Shown to the author's friends alone, it is not shown to the public.
    case 'set_to_friends_only':
      return { events: [{ type: 'message_hidden', externalId, hidden: true }], posts: [] };
    case 'set_to_public':
      return { events: [{ type: 'message_hidden', externalId, hidden: false }], posts: [] };
    case 'insert':
      return parseInsert(channel, told);
    default:
      throw new Error(`a comment's action that is not known: ${told.comment_action}`);
  }
}

async function parseInsert(channel: TikTokChannel, told: CommentUpdate): Promise<Batch> {
  const found = (await readTold(channel, told)) ?? fromDelivery(channel, told);
  // Neither told nor listed yet: the next look at the video finds it.
  if (!found) return { events: [], posts: [] };
  const videoId = told.video_id;
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

async function readTold(channel: TikTokChannel, told: CommentUpdate): Promise<Found | null> {
  const { video_id: videoId, comment_id: commentId } = told;
  const parentId = parentOf(told);
  if (!parentId) {
    const [comment] = await readCommentsById(channel, videoId, [commentId]);
    return comment?.comment_id === commentId ? { comment } : null;
  }
  const [top] = await readCommentsById(channel, videoId, [parentId]);
  const replies = (await unlessGoneOrRejected(readReplies(channel, videoId, parentId))) ?? [];
  const comment = replies.find(({ comment_id }) => comment_id === commentId);
  return comment ? { comment, contact: top && contactOf(comment, top, replies) } : null;
}

/** The delivery's own words, where it has them. */
function fromDelivery(channel: TikTokChannel, told: CommentUpdate): Found | null {
  if (!told.text || !told.unique_identifier) return null;
  const parent = parentOf(told);
  return {
    comment: {
      comment_id: told.comment_id,
      unique_identifier: told.unique_identifier,
      create_time: told.timestamp,
      text: told.text,
      ...(parent && { parent_comment_id: parent }),
      owner: told.unique_identifier === channel.account.externalId,
    },
  };
}

async function postFor(channel: TikTokChannel, videoId: string): Promise<InboundPost | null> {
  const video = (await findVideos(channel, [videoId], VIDEO_PAGES)).get(videoId);
  return video ? postOf(video, channel.account) : null;
}
