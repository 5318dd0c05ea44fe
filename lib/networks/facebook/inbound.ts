import type {
  ChannelAccount,
  InboundAttachment,
  InboundAuthor,
  InboundEvent,
  InboundMessage,
  InboundPost,
} from '../contract.ts';
import type { Attachment, Comment, Person, Post } from './wire.ts';

/** The post that a comment belongs to. */
export type Under = {
  id: string;
  /** Whether the Page wrote the post. If not, the comments under it belong to the mention. */
  isOwn: boolean;
  isAd?: boolean | undefined;
  authorId?: string | undefined;
};

/** Whether this is the post of an ad, which was never published on the Page ("Webhooks, Page", comments on ads). */
export function isAdPost({ is_published: isPublished }: Post): boolean {
  return isPublished === false;
}

/** A person as the Page may see them. Facebook has no handles, so the name is used. */
export function authorOf(person: Person | undefined, messageId: string): InboundAuthor {
  // Without the permission, or where the person is not visible, the author is unknown: each such message becomes its
  // own item.
  if (!person) return { externalId: unknownAuthor(messageId), handle: '', name: '' };
  return { externalId: person.id, handle: person.name, name: person.name };
}

export function unknownAuthor(messageId: string): string {
  return `unknown:${messageId}`;
}

export function isUnknownAuthor(externalId: string): boolean {
  return externalId.startsWith('unknown:');
}

export function accountAuthor(account: ChannelAccount): InboundAuthor {
  return account;
}

/** A post of the Page, including posts of ads. */
export function inboundPost(node: Post, account: ChannelAccount, isAd = isAdPost(node)): InboundPost {
  const isOwn = !node.from || node.from.id === account.externalId;
  const attachments = attachmentsOf(node.attachments?.data ?? []);
  const replies = countOf(node);
  return {
    externalId: node.id,
    author: isOwn ? accountAuthor(account) : authorOf(node.from, node.id),
    isOwn,
    ...(isAd ? { variant: 'ad' as const } : {}),
    text: node.message ?? node.story ?? '',
    ...(node.permalink_url ? { url: node.permalink_url } : {}),
    createdAt: node.created_time,
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(replies === undefined ? {} : { counts: { replies } }),
  };
}

export function countOf({ comments }: Pick<Post, 'comments'>): number | undefined {
  return comments?.summary?.total_count;
}

/** A post by somebody else, on the Page or tagging it: a mention with a thread of its own. */
export function mentionOfPost(node: Post, variant: 'visitor_post' | 'tag'): InboundMessage {
  const attachments = attachmentsOf(node.attachments?.data ?? []);
  return {
    type: 'message',
    externalId: node.id,
    kind: 'mention',
    threadExternalId: node.id,
    direction: 'inbound',
    author: authorOf(node.from, node.id),
    text: node.message ?? node.story ?? '',
    createdAt: node.created_time,
    variant,
    ...(node.permalink_url ? { url: node.permalink_url } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
    reference: { is: variant, ...knownAuthor(node.from), ...flag('canReplyPrivately', node.can_reply_privately) },
  };
}

/**
 * A comment, at any depth.
 * @param contactOf whom the Page's own comment answers, by the id of the comment above it
 */
export function inboundComment(
  node: Comment,
  under: Under,
  account: ChannelAccount,
  contactOf: (commentId: string) => string | undefined = () => undefined,
): InboundMessage {
  const isOutbound = node.from?.id === account.externalId;
  const contact = node.parent
    ? contactAbove(node.parent, account, contactOf)
    : under.isOwn
      ? undefined
      : under.authorId;
  const attachments = node.attachment ? attachmentsOf([node.attachment]) : [];
  return {
    type: 'message',
    externalId: node.id,
    kind: under.isOwn ? 'comment' : 'mention',
    threadExternalId: under.id,
    direction: isOutbound ? 'outbound' : 'inbound',
    author: isOutbound ? accountAuthor(account) : authorOf(node.from, node.id),
    ...(isOutbound && contact ? { contactExternalId: contact } : {}),
    parentExternalId: node.parent?.id ?? under.id,
    ...(under.isOwn ? { postExternalId: under.id } : {}),
    text: node.message,
    createdAt: node.created_time,
    ...(node.permalink_url ? { url: node.permalink_url } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(under.isAd ? { variant: 'ad' as const } : {}),
    ...(node.is_private ? { isPrivate: true as const } : {}),
    reference: {
      is: 'comment',
      ...knownAuthor(node.from),
      ...flag('canComment', node.can_comment),
      ...flag('canHide', node.can_hide),
      ...flag('canLike', node.can_like),
      ...flag('canRemove', node.can_remove),
      ...flag('canReplyPrivately', node.can_reply_privately),
    },
  };
}

/** The nearest author above who is not the Page. */
function contactAbove(
  parent: NonNullable<Comment['parent']>,
  account: ChannelAccount,
  contactOf: (commentId: string) => string | undefined,
): string {
  if (parent.from && parent.from.id !== account.externalId) return parent.from.id;
  return contactOf(parent.id) ?? unknownAuthor(parent.id);
}

/** A comment that only its author and their friends can see is reported as hidden. */
export function withHiding(message: InboundMessage, isHidden: boolean | undefined): InboundEvent[] {
  return isHidden ? [message, { type: 'message_hidden', externalId: message.externalId, hidden: true }] : [message];
}

const kindOfType: Record<string, InboundAttachment['kind']> = {
  photo: 'image',
  album: 'image',
  sticker: 'image',
  animated_image_share: 'image',
  animated_image_video: 'image',
  video: 'video',
  video_inline: 'video',
  link: 'link',
  share: 'link',
};

function attachmentsOf(attachments: Attachment[]): InboundAttachment[] {
  return attachments.flatMap((one) => {
    const kind = kindOfType[one.media_type ?? one.type ?? ''] ?? 'link';
    const { src, width, height } = one.media?.image ?? {};
    const url = kind === 'image' ? (src ?? one.url) : kind === 'video' ? (one.media?.source ?? one.url) : one.url;
    if (!url) return [];
    return [
      {
        kind,
        url,
        ...(src && kind !== 'image' ? { previewUrl: src } : {}),
        ...(kind === 'image' && width && height ? { width, height } : {}),
        ...(one.title ? { title: one.title } : {}),
      },
    ];
  });
}

/** An unknown author cannot be blocked. */
export function knownAuthor(from: Person | undefined): Record<string, string> {
  return from ? {} : { author: 'unknown' };
}

function flag(name: string, value: boolean | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: String(value) };
}
