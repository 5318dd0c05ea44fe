import type { ChannelAccount, InboundAuthor, InboundEvent, InboundMessage, InboundPost } from '../contract.ts';
import type { Comment, Video } from './wire.ts';

export function profileUrl(handle: string): string {
  return `https://www.tiktok.com/@${handle}`;
}

export function accountAuthor({ externalId, handle, name, avatarUrl, profileUrl: url }: ChannelAccount): InboundAuthor {
  return { externalId, handle, name, ...(avatarUrl && { avatarUrl }), ...(url && { profileUrl: url }) };
}

/** One of the account's own public videos or photos. */
export function postOf(video: Video, account: ChannelAccount): InboundPost {
  const url = video.share_url;
  return {
    externalId: video.item_id,
    author: accountAuthor(account),
    isOwn: true,
    variant: 'video',
    text: video.caption ?? '',
    ...(url && { url }),
    createdAt: video.create_time,
    ...(video.thumbnail_url && {
      attachments: [{ kind: 'video' as const, url: url ?? video.thumbnail_url, previewUrl: video.thumbnail_url }],
    }),
    counts: {
      ...(video.comments !== undefined && { replies: video.comments }),
      ...(video.likes !== undefined && { likes: video.likes }),
    },
  };
}

/** The author's key; old answers have only the deprecated id. */
export function authorKey({ unique_identifier, user_id, username }: Comment): string {
  return unique_identifier || user_id || username || 'unknown';
}

export function isHidden({ status }: Comment): boolean {
  return status === 'HIDDEN';
}

/**
 * A comment under one of the account's videos.
 * @param given.contact whom the account's own comment answers
 */
export function messageOf(
  comment: Comment,
  {
    videoId,
    account,
    contact,
    post,
  }: { videoId: string; account: ChannelAccount; contact?: string | undefined; post?: false },
): InboundMessage {
  const isOwn = comment.owner === true;
  const parent = parentOf(comment);
  return {
    type: 'message',
    externalId: comment.comment_id,
    kind: 'comment',
    threadExternalId: videoId,
    direction: isOwn ? 'outbound' : 'inbound',
    author: isOwn ? accountAuthor(account) : authorOf(comment),
    ...(isOwn && contact !== undefined && { contactExternalId: contact }),
    ...(parent && { parentExternalId: parent }),
    ...(post !== false && { postExternalId: videoId }),
    text: comment.text ?? '',
    createdAt: comment.create_time,
    ...(comment.image_url && { attachments: [{ kind: 'image' as const, url: comment.image_url }] }),
    reference: { videoId, ...(parent && { parentId: parent }) },
  };
}

/** The comment that a reply belongs to; none for a comment on the post, where deliveries have 0. */
export function parentOf({ parent_comment_id: parent }: Pick<Comment, 'parent_comment_id'>): string | undefined {
  return parent === '0' ? undefined : parent;
}

/**
 * Whom one of the account's replies answers. The network has two levels and names only the top comment: its author,
 * or under the account's own comment the last other person before the reply.
 */
export function contactOf(reply: Comment, top: Comment, replies: readonly Comment[]): string | undefined {
  if (top.owner !== true) return authorKey(top);
  const before = replies.filter(({ owner, create_time }) => owner !== true && create_time <= reply.create_time);
  const last = before.toSorted((one, other) => +one.create_time - +other.create_time).at(-1);
  return last && authorKey(last);
}

export function hiddenEvent(comment: Comment): InboundEvent {
  return { type: 'message_hidden', externalId: comment.comment_id, hidden: isHidden(comment) };
}

function authorOf(comment: Comment): InboundAuthor {
  const handle = comment.username ?? '';
  return {
    externalId: authorKey(comment),
    handle,
    name: comment.display_name || handle || authorKey(comment),
    ...(comment.profile_image && { avatarUrl: comment.profile_image }),
    ...(handle && { profileUrl: profileUrl(handle) }),
  };
}
