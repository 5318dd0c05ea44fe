import type { InboundMessage } from '../../contract.ts';
import type { TikTokChannel } from '../credentials.ts';
import { commentMention, handleIn, videoMention } from '../mentions/inbound.ts';
import { readMentionComment, readMentionVideo } from '../mentions/read.ts';
import type { Batch } from '../pull/batch.ts';
import type { BrandMention } from './wire.ts';

/** Somebody named the account, changed a post that does, or changed who can see it. */
export async function parseMention(channel: TikTokChannel, reported: BrandMention, at: Date): Promise<Batch> {
  // Under the account's own posts it arrives as a comment.
  if (reported.mention_type === 'COMMENT' && handleIn(reported.share_url) === channel.account.handle) return nothing;
  const found =
    reported.mention_type === 'COMMENT'
      ? await readComment(channel, reported, at)
      : await readVideo(channel, reported, at);
  const id = reported.mention_type === 'COMMENT' ? reported.comment_id : reported.video_id;
  if (found) {
    const isEdit = reported.type_of_event === 'EDIT';
    return { ...found, events: found.events.map((message) => (isEdit ? { ...message, editedAt: at } : message)) };
  }
  // Nobody can see it any more.
  const isWithdrawn = reported.type_of_event === 'PRIVACY_CHANGE' && id !== undefined && id !== '0';
  return isWithdrawn ? { events: [{ type: 'message_deleted', externalId: id, deletedAt: at }], posts: [] } : nothing;
}

const nothing: Batch = { events: [], posts: [] };
type Mentions = { events: InboundMessage[]; posts: Batch['posts'] };

async function readVideo(channel: TikTokChannel, reported: BrandMention, at: Date): Promise<Mentions | null> {
  const video = await readMentionVideo(channel, reported.video_id);
  if (video) return { events: [videoMention(video, at)], posts: [] };
  if (reported.type_of_event === 'PRIVACY_CHANGE') return null;
  const known = {
    item_id: reported.video_id,
    create_time: reported.video_create_time,
    video_link: reported.share_url,
    caption: reported.video_caption,
  };
  return { events: [videoMention(known, at)], posts: [] };
}

async function readComment(channel: TikTokChannel, reported: BrandMention, at: Date): Promise<Mentions | null> {
  if (!reported.comment_id || reported.comment_id === '0') return null;
  const comment = await readMentionComment(channel, { commentId: reported.comment_id, itemId: reported.video_id });
  if (!comment) return null;
  const { message, post } = commentMention(comment, at);
  return { events: [message], posts: [post] };
}
