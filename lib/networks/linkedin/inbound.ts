import type { InboundAttachment, InboundAuthor, InboundMessage, InboundPost } from '../contract.ts';
import { partsOfComment, postUrl } from './addresses.ts';
import type { LinkedInChannel } from './credentials.ts';
import { imageContent, memberMention, type Comment, type Notification, type Post } from './wire.ts';

/**
 * What a comment stands under. `own`: a post of the page, known by the activity in the comment's own URN.
 * `mention`: somebody else's post that names the page; its comments belong to the mention.
 */
export type Ground = { kind: 'own' } | { kind: 'mention'; share: string; by: string };

export const ownGround: Ground = { kind: 'own' };

/**
 * A comment as the inbox takes it; null for a stranger's comment under somebody else's post.
 * @param answers who is answered, where the comment itself does not name her ({@link whomItAnswers})
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
  // The website names whom an answer to an answer is for at its beginning; the parent is always the first comment.
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

/** A post of somebody else that names the page. Its own time is not told: the notification's stands for it. */
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

/** A post of the page. It goes by its activity, which its comments are named after; the share's id is another one. */
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
 * Names and pictures of others need a permission that LinkedIn gives to few. An id is no handle: what they are called
 * stands for it, and the URN tells them apart.
 */
export function authorOf(urn: string): InboundAuthor {
  const name = urn.startsWith('urn:li:organization:') ? 'LinkedIn page' : 'LinkedIn member';
  return { externalId: urn, handle: name, name };
}

/**
 * Whom a comment of the page answers among those who stand beside it: who wrote the comment above, or under the page's own
 * remark who spoke last before it.
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
