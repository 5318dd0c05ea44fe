import type { InboundAuthor, InboundMessage, InboundPost } from '../../contract.ts';
import { profileUrl } from '../inbound.ts';
import type { MentionComment, MentionVideo } from './wire.ts';

/** A post that names the account. The list gives no stable key of its author, only the handle, which may change. */
export function videoMention(video: MentionVideo, at: Date): InboundMessage {
  const url = video.video_link;
  return {
    type: 'message',
    externalId: video.item_id,
    kind: 'mention',
    threadExternalId: video.item_id,
    direction: 'inbound',
    author: authorOf(video.creator_handle_name || handleIn(url), undefined),
    text: video.caption ?? '',
    createdAt: video.create_time ?? at,
    ...(url && { url }),
    ...(url && {
      attachments: [{ kind: 'video' as const, url, ...(video.thumbnail_url && { previewUrl: video.thumbnail_url }) }],
    }),
    reference: { videoId: video.item_id },
    variant: 'tag',
  };
}

/** A comment that names the account, and the other person's post that it belongs to. */
export function commentMention(comment: MentionComment, at: Date): { message: InboundMessage; post: InboundPost } {
  const url = comment.video_link;
  const createdAt = comment.comment_create_time ?? at;
  const message: InboundMessage = {
    type: 'message',
    externalId: comment.comment_id,
    kind: 'mention',
    threadExternalId: comment.comment_id,
    direction: 'inbound',
    author: authorOf(comment.commenter_handle_name ?? '', comment.commenter_display_name),
    postExternalId: comment.item_id,
    text: comment.comment_text ?? '',
    createdAt,
    ...(url && { url }),
    reference: { videoId: comment.item_id, commentId: comment.comment_id },
    variant: 'tag',
  };
  const post: InboundPost = {
    externalId: comment.item_id,
    author: authorOf(handleIn(url), undefined),
    isOwn: false,
    variant: 'video',
    text: comment.caption ?? '',
    ...(url && { url }),
    // The list does not say when the post was written; it existed when the comment was written.
    createdAt,
    ...(url && comment.thumbnail_url && { attachments: [{ kind: 'video', url, previewUrl: comment.thumbnail_url }] }),
  };
  return { message, post };
}

/** The handle in a post's address, `https://www.tiktok.com/@jo/video/…`; empty without one. */
export function handleIn(url: string | undefined): string {
  return /\/@([^/?#]+)/.exec(url ?? '')?.[1] ?? '';
}

function authorOf(handle: string, shown: string | undefined): InboundAuthor {
  const name = shown || handle || 'TikTok';
  return {
    externalId: handle ? `@${handle}` : `name:${name}`,
    handle,
    name,
    ...(handle && { profileUrl: profileUrl(handle) }),
  };
}
