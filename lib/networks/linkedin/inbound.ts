import type { InboundAttachment, InboundAuthor, InboundMessage, InboundPost } from '../contract.ts';
import { partsOfComment, postUrl } from './addresses.ts';
import type { LinkedInChannel } from './credentials.ts';
import { imageContent, memberMention, type Comment, type Notification, type Post } from './wire.ts';

/**
 * The post that a comment belongs to. `own`: a post of the page, identified by the activity in the comment's own URN.
 * `mention`: somebody else's post that names the page; its comments belong to the mention.
 */
export type Ground = { kind: 'own' } | { kind: 'mention'; share: string; by: string };

const A_MEMBER = 'LinkedIn member';
const A_PAGE = 'LinkedIn page';
export const namelessAuthors = [A_MEMBER, A_PAGE] as const;

export const ownGround: Ground = { kind: 'own' };

/**
 * A comment as an inbound message; null for a stranger's comment under somebody else's post.
 * @param answers the contact who is answered, where the comment does not name them ({@link whomItAnswers})
 */
export function messageOf(
  channel: LinkedInChannel,
  comment: Comment,
  { ground, answers }: { ground: Ground; answers?: string | undefined },
): InboundMessage | null {
  const { urn, actor, created, lastModified, message, parentComment } = comment;
  const { root = '' } = partsOfComment(urn) ?? {};
  const isOutbound = actor === channel.account.externalId;
  const isMention = ground.kind === 'mention';
  if (isMention && !isOutbound) return null;
  // The website starts an answer to an answer with the name of its addressee; the parent is always the top comment.
  const answered = memberNamedFirst(comment) ?? answers ?? (isMention ? ground.by : undefined);
  const attachments = attachmentsOf(comment);
  const parent = parentComment ?? (isMention ? ground.share : undefined);
  return {
    type: 'message',
    externalId: urn,
    kind: isMention ? 'mention' : 'comment',
    threadExternalId: isMention ? ground.share : root,
    direction: isOutbound ? 'outbound' : 'inbound',
    author: isOutbound ? channel.account : authorOf(actor),
    ...(isOutbound && answered !== undefined && { contactExternalId: answered }),
    ...(parent !== undefined && { parentExternalId: parent }),
    ...(!isMention && { postExternalId: root }),
    text: message.text,
    createdAt: new Date(created.time),
    ...(lastModified && lastModified.time > created.time && { editedAt: new Date(lastModified.time) }),
    url: postUrl(root),
    ...(attachments.length > 0 && { attachments }),
  };
}

/** Somebody else's post that names the page. Its own time is not given, so the notification's time is used. */
export function mentionOf({
  decoratedGeneratedActivity,
  sourcePost,
  lastModifiedAt,
}: Notification): InboundMessage | null {
  const share = decoratedGeneratedActivity?.share;
  if (!share) return null;
  return {
    type: 'message',
    externalId: share.entity,
    kind: 'mention',
    threadExternalId: share.entity,
    direction: 'inbound',
    author: authorOf(share.owner),
    text: share.text,
    createdAt: new Date(lastModifiedAt),
    url: postUrl(share.entity),
    ...(sourcePost && { reference: { activity: sourcePost } }),
  };
}

/** A post of the page, identified by its activity, which its comments are named after; the share has another id. */
export function postOf(
  channel: LinkedInChannel,
  post: Post,
  { activity, replies }: { activity: string; replies?: number | undefined },
): InboundPost {
  return {
    externalId: activity,
    author: channel.account,
    isOwn: post.author === channel.account.externalId,
    text: post.commentary,
    url: postUrl(activity),
    createdAt: new Date(post.publishedAt ?? post.createdAt),
    ...(replies !== undefined && { counts: { replies } }),
  };
}

/**
 * Names and pictures of other people need a permission that LinkedIn gives to few apps. Without it, a generic name is
 * shown, and the URN tells people apart.
 */
export function authorOf(urn: string): InboundAuthor {
  const name = urn.startsWith('urn:li:organization:') ? A_PAGE : A_MEMBER;
  return { externalId: urn, handle: name, name };
}

/**
 * Whom a comment of the page answers, among the comments beside it: the author of the comment above, or, under the
 * page's own comment, the last other person before it.
 */
export function whomItAnswers(
  { account }: LinkedInChannel,
  comment: Comment,
  { parentActor, siblings }: { parentActor: string | undefined; siblings: readonly Comment[] },
): string | undefined {
  if (parentActor !== account.externalId) return parentActor;
  const before = siblings.filter(
    ({ actor, created }) => actor !== account.externalId && created.time <= comment.created.time,
  );
  return before.toSorted((one, other) => other.created.time - one.created.time)[0]?.actor;
}

function memberNamedFirst({ message }: Comment): string | undefined {
  for (const attribute of message.attributes) {
    const { data } = memberMention.safeParse(attribute);
    if (data?.start === 0) return data.value['com.linkedin.common.MemberAttributedEntity'].member;
  }
  return undefined;
}

function attachmentsOf({ content }: Comment): InboundAttachment[] {
  return content.flatMap((part) => {
    const { data } = imageContent.safeParse(part);
    return data ? [{ kind: 'image' as const, url: data.url }] : [];
  });
}
