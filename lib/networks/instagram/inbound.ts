import type { ChannelAccount, InboundAttachment, InboundAuthor, InboundMessage, InboundPost } from '../contract.ts';
import type { Comment, Media, Reply } from './wire.ts';

const unknownPrefix = 'unknown:';
const usernamePrefix = 'username:';

/** Whether the network did not say who wrote it. */
export function isUnknownAuthor(externalId: string): boolean {
  return externalId.startsWith(unknownPrefix);
}

/** Whether the person's id is known, so that a conversation with them can be found. */
export function hasPersonId(externalId: string): boolean {
  return !isUnknownAuthor(externalId) && !externalId.startsWith(usernamePrefix);
}

/** Some comments name their author only by `username`; those of private accounts name nobody. */
export function authorOf(
  said: { from?: { id: string; username?: string | undefined } | undefined; username?: string | undefined },
  messageId: string,
): InboundAuthor {
  const handle = said.from?.username ?? said.username ?? '';
  const externalId = said.from?.id ?? (handle ? `${usernamePrefix}${handle}` : `${unknownPrefix}${messageId}`);
  return {
    externalId,
    handle,
    name: handle,
    ...(handle ? { profileUrl: `https://www.instagram.com/${handle}/` } : {}),
  };
}

export function isOwn(said: Pick<Reply, 'from' | 'username'>, account: ChannelAccount): boolean {
  return said.from ? said.from.id === account.externalId : said.username === account.handle;
}

/** A media as the post that people comment on. */
export function inboundPost(
  media: Media,
  account: ChannelAccount,
  isAd = media.media_product_type === 'AD',
): InboundPost {
  const variant = variantOf(media, isAd);
  const attachments = attachmentsOf(media);
  return {
    externalId: media.id,
    author: media.username === undefined || media.username === account.handle ? account : authorOf(media, media.id),
    isOwn: media.username === undefined || media.username === account.handle,
    ...(variant ? { variant } : {}),
    text: media.caption,
    ...(media.permalink ? { url: media.permalink } : {}),
    createdAt: media.timestamp,
    ...(attachments.length > 0 ? { attachments } : {}),
    counts: {
      ...(media.comments_count === undefined ? {} : { replies: media.comments_count }),
      ...(media.like_count === undefined ? {} : { likes: media.like_count }),
    },
  };
}

function variantOf({ media_product_type: product, media_type: type }: Media, isAd: boolean): InboundPost['variant'] {
  if (isAd) return 'ad';
  if (product === 'STORY') return 'story';
  if (product === 'LIVE') return 'live';
  return product === 'REELS' || type === 'VIDEO' ? 'video' : undefined;
}

export function attachmentsOf(media: Media): InboundAttachment[] {
  if (!media.media_url) return [];
  const isVideo = media.media_type === 'VIDEO';
  return [
    {
      kind: isVideo ? 'video' : 'image',
      url: media.media_url,
      ...(media.thumbnail_url ? { previewUrl: media.thumbnail_url } : {}),
      ...(media.media_product_type === 'STORY' ? { isEphemeral: true as const } : {}),
    },
  ];
}

/**
 * A comment under the account's own media.
 * @param thread the top comment and its answers, in which the contact of the brand's own answer is found
 */
export function inboundComment(
  node: Reply,
  { mediaId, thread, account }: { mediaId: string; thread?: readonly Reply[]; account: ChannelAccount },
): InboundMessage {
  const own = isOwn(node, account);
  const author = own ? account : authorOf(node, node.id);
  const contact = own ? answeredBy(node, thread ?? [], account) : undefined;
  return {
    type: 'message',
    externalId: node.id,
    kind: 'comment',
    threadExternalId: mediaId,
    direction: own ? 'outbound' : 'inbound',
    author,
    ...(contact ? { contactExternalId: contact } : {}),
    ...(node.parent_id ? { parentExternalId: node.parent_id } : {}),
    postExternalId: mediaId,
    text: node.text,
    createdAt: node.timestamp,
    reference: {
      mediaId,
      ...(node.parent_id ? { parentId: node.parent_id } : {}),
      ...(author.handle ? { username: author.handle } : {}),
    },
  };
}

/** All answers belong to the top comment; a mention at the start of the text may say whom one is for. */
function answeredBy(node: Reply, thread: readonly Reply[], account: ChannelAccount): string | undefined {
  const others = thread.filter((one) => one.id !== node.id && !isOwn(one, account));
  const named = /^@([\w.]+)/.exec(node.text)?.[1]?.replace(/\.$/, '').toLowerCase();
  const found =
    others.find((one) => named !== undefined && authorOf(one, one.id).handle.toLowerCase() === named) ??
    others.find(({ id }) => id === node.parent_id);
  return found && authorOf(found, found.id).externalId;
}

/** The top comment and its answers. The answers get their parent's id even where the network leaves it out. */
export function threadOf({ replies, ...top }: Comment): Reply[] {
  return [top, ...(replies?.data ?? []).map((one) => ({ ...one, parent_id: one.parent_id ?? top.id }))];
}

/** Somebody else's media in which the account is tagged or named: the mention itself. */
export function inboundMentionOfMedia(media: Media, variant?: 'tag'): InboundMessage {
  const attachments = attachmentsOf(media);
  return {
    type: 'message',
    externalId: media.id,
    kind: 'mention',
    threadExternalId: media.id,
    direction: 'inbound',
    author: authorOf(media, media.id),
    text: media.caption,
    createdAt: media.timestamp,
    ...(media.permalink ? { url: media.permalink } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(variant ? { variant } : {}),
    reference: { mediaId: media.id },
  };
}
