import type { InboundAuthor, InboundMessage, InboundPost } from '../../contract.ts';
import { accountAuthor } from '../inbound.ts';
import type { TikTokChannel } from '../credentials.ts';
import type { AdComment } from './wire.ts';

/**
 * A comment on an ad, and the ad. An answer needs the ad's ids, which are stored in the reference.
 * @param others the comments that it may answer
 */
export function adMessage(
  comment: AdComment,
  {
    channel,
    advertiserId,
    adgroupId,
    others,
  }: { channel: TikTokChannel; advertiserId: string; adgroupId: string; others: readonly AdComment[] },
): { message: InboundMessage; post: InboundPost } {
  const isOwn = comment.can_delete === true;
  const parent = parentOf(comment);
  const answered = others.find(({ comment_id }) => comment_id === parent);
  const { comment_id, tiktok_item_id: itemId } = comment;
  const message: InboundMessage = {
    type: 'message',
    externalId: comment_id,
    kind: 'comment',
    threadExternalId: itemId,
    direction: isOwn ? 'outbound' : 'inbound',
    author: isOwn ? accountAuthor(channel.account) : authorOf(comment),
    ...(isOwn && answered && { contactExternalId: authorOf(answered).externalId }),
    ...(parent && { parentExternalId: parent }),
    postExternalId: itemId,
    text: comment.content ?? '',
    createdAt: comment.create_time,
    reference: {
      advertiserId,
      adgroupId,
      adId: comment.ad_id,
      videoId: itemId,
      identityType: comment.identity_type ?? '',
      identityId: comment.identity_id ?? '',
      ...(parent && { parentId: parent }),
    },
    variant: 'ad',
  };
  const post: InboundPost = {
    externalId: itemId,
    author: accountAuthor(channel.account),
    isOwn: true,
    variant: 'ad',
    text: comment.ad_text || comment.ad_name || '',
    // No answer says when the ad was created; it existed when the comment was written.
    createdAt: comment.create_time,
    ...(comment.video_cover_url && { attachments: [{ kind: 'image' as const, url: comment.video_cover_url }] }),
  };
  return { message, post };
}

export function parentOf({
  reply_to_comment_id: answered,
  original_comment_id: top,
  comment_id,
}: AdComment): string | undefined {
  return [answered, top].find((id) => id !== undefined && id !== '0' && id !== comment_id);
}

/** Ads identify authors by another key than the account's own comments do. */
function authorOf({ user_id: key, user_name: name, user_avatar_url: avatarUrl }: AdComment): InboundAuthor {
  return {
    externalId: `ad:${key || name || 'unknown'}`,
    handle: name ?? '',
    name: name || key || 'TikTok',
    ...(avatarUrl && { avatarUrl }),
  };
}
