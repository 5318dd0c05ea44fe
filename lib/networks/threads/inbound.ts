import type { ChannelAccount, InboundAttachment, InboundAuthor, InboundMessage, InboundPost } from '../contract.ts';
import type { Media } from './wire.ts';

/** The network gives no id of an author: the name is used instead, and may change. */
export function authorOf({
  username,
  profile_picture_url: avatarUrl,
  id,
}: Pick<Media, 'username' | 'profile_picture_url' | 'id'>): InboundAuthor {
  if (!username) return { externalId: `unknown:${id}`, handle: '', name: '' };
  return {
    externalId: username,
    handle: username,
    name: username,
    ...(avatarUrl ? { avatarUrl } : {}),
    profileUrl: `https://www.threads.net/@${username}`,
  };
}

export function isOwn(media: Pick<Media, 'username' | 'is_reply_owned_by_me'>, account: ChannelAccount): boolean {
  return media.is_reply_owned_by_me === true || media.username === account.handle;
}

export function isHidden({ hide_status: status }: Pick<Media, 'hide_status'>): boolean {
  return status === 'HIDDEN';
}

/** The account's own post that people answer. The network does not say here how many answers it has. */
export function inboundPost(media: Media, account: ChannelAccount): InboundPost {
  const attachments = attachmentsOf(media);
  return {
    externalId: media.id,
    author: account,
    isOwn: true,
    text: media.text,
    ...(media.permalink ? { url: media.permalink } : {}),
    createdAt: media.timestamp,
    ...(attachments.length > 0 ? { attachments } : {}),
  };
}

/**
 * An answer in the conversation under one of the account's own posts.
 * @param contact whom the account's own answer is for
 */
export function inboundReply(
  media: Media,
  {
    rootId,
    account,
    contact,
    isPending = false,
  }: { rootId: string; account: ChannelAccount; contact?: string | undefined; isPending?: boolean },
): InboundMessage {
  return {
    ...messageOf(media, account, contact),
    kind: 'comment',
    threadExternalId: rootId,
    ...(media.replied_to ? { parentExternalId: media.replied_to.id } : {}),
    postExternalId: rootId,
    ...(isPending ? { variant: 'held' as const } : {}),
    reference: {
      rootId,
      ...(media.replied_to ? { repliedTo: media.replied_to.id } : {}),
      ...(isPending ? { pending: 'true' } : {}),
    },
  };
}

/** A post of somebody else that names the account, or the account's answer to one. */
export function inboundMention(
  media: Media,
  { account, contact }: { account: ChannelAccount; contact?: string },
): InboundMessage {
  const isAnswer = isOwn(media, account) && media.replied_to !== undefined;
  return {
    ...messageOf(media, account, contact),
    kind: 'mention',
    threadExternalId: isAnswer && media.replied_to ? media.replied_to.id : media.id,
    ...(isAnswer && media.replied_to ? { parentExternalId: media.replied_to.id } : {}),
    ...(media.is_quote_post ? { variant: 'quote' as const } : {}),
    reference: media.replied_to ? { repliedTo: media.replied_to.id } : {},
  };
}

function messageOf(media: Media, account: ChannelAccount, contact: string | undefined) {
  const own = isOwn(media, account);
  const attachments = attachmentsOf(media);
  return {
    type: 'message' as const,
    externalId: media.id,
    direction: own ? ('outbound' as const) : ('inbound' as const),
    author: own ? account : authorOf(media),
    ...(own && contact ? { contactExternalId: contact } : {}),
    text: media.text,
    createdAt: media.timestamp,
    ...(media.permalink ? { url: media.permalink } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
  };
}

function attachmentsOf({
  media_type: type,
  media_url: url,
  gif_url: gif,
  thumbnail_url: previewUrl,
  alt_text: altText,
  link_attachment_url: link,
}: Media): InboundAttachment[] {
  const kind = type === 'VIDEO' ? 'video' : type === 'AUDIO' ? 'audio' : 'image';
  const shown = { ...(previewUrl ? { previewUrl } : {}), ...(altText ? { altText } : {}) };
  return [
    ...(url ? [{ kind, url, ...shown } as const] : []),
    ...(gif ? [{ kind: 'image', url: gif } as const] : []),
    ...(link ? [{ kind: 'link', url: link } as const] : []),
  ];
}
