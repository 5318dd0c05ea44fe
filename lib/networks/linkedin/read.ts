import { leftOut, oneOf } from '../kit/entries.ts';
import { unlessGone } from '../kit/unless-gone.ts';
import { asRestLi, encodeUrn, partsOfComment } from './addresses.ts';
import { callLinkedIn } from './calls.ts';
import type { LinkedInChannel } from './credentials.ts';
import { comment, listedNotification, pageOf, post, type Comment, type Notification, type Post } from './wire.ts';

export const PAGE = 50;

/** How many entries of a page are read again with the next one: a removal in between moves the rest up. */
const OVERLAP = 2;

/** A page of a list; `next` is the start of the next page, null at the end. */
export type ListPage<T> = { elements: T[]; total: number | null; next: number | null };

type ReadOptions = { isPartOfWrite?: true };

/**
 * The comments directly under a post or a comment, in an order that the network does not document.
 * @param on URN of a share, a ugcPost, an activity or a comment
 * @throws NetworkError `gone`, also for a post so new that LinkedIn has no activity for it yet
 */
export async function listComments(
  channel: LinkedInChannel,
  { on, start = 0 }: { on: string; start?: number },
  options: ReadOptions = {},
): Promise<ListPage<Comment>> {
  const path = `socialActions/${encodeUrn(on)}/comments`;
  const query = { start, count: PAGE };
  const { elements, paging } = await callLinkedIn(channel, {
    resource: 'comments',
    path,
    query,
    schema: pageOf(comment, '$URN'),
    ...options,
  });
  return { elements, total: paging.total ?? null, next: nextStart(start, sizeOf(elements), PAGE, paging.total) };
}

/** One comment as it is now; null when it is gone, undefined when it cannot be read. */
export async function readComment(
  channel: LinkedInChannel,
  urn: string,
  options: ReadOptions = {},
): Promise<Comment | null | undefined> {
  const parts = partsOfComment(urn);
  if (!parts) return null;
  const path = `socialActions/${encodeUrn(parts.root)}/comments/${parts.id}`;
  return await unlessGone(
    callLinkedIn(channel, { resource: 'comments', path, schema: oneOf(comment, '$URN'), ...options }),
  );
}

/** The page's own posts, the newest first. */
export async function listPosts(
  channel: LinkedInChannel,
  { start, count }: { start: number; count: number },
): Promise<ListPage<Post>> {
  const { elements, paging } = await callLinkedIn(channel, {
    resource: 'posts',
    path: 'posts',
    query: { q: 'author', author: channel.account.externalId, start, count, sortBy: 'CREATED' },
    restLiMethod: 'FINDER',
    schema: pageOf(post),
  });
  return { elements, total: paging.total ?? null, next: nextStart(start, sizeOf(elements), count, paging.total) };
}

export const notifiedActions = ['COMMENT', 'COMMENT_EDIT', 'COMMENT_DELETE', 'ADMIN_COMMENT', 'SHARE_MENTION'] as const;
type NotifiedAction = (typeof notifiedActions)[number];

/** The page's notifications between two moments; the network keeps 60 days of them. */
export async function listNotifications(
  channel: LinkedInChannel,
  {
    from,
    until,
    start = 0,
    actions = notifiedActions,
  }: { from: number; until: number; start?: number; actions?: readonly NotifiedAction[] },
): Promise<ListPage<Notification>> {
  const { elements, paging } = await callLinkedIn(channel, {
    resource: 'notifications',
    path: 'organizationalEntityNotifications',
    query: {
      q: 'criteria',
      actions: asRestLi(`List(${actions.join(',')})`),
      organizationalEntity: channel.account.externalId,
      timeRange: asRestLi(`(start:${from},end:${until})`),
      start,
      count: PAGE,
    },
    schema: pageOf(listedNotification, 'notificationId'),
  });
  return { elements, total: paging.total ?? null, next: nextStart(start, sizeOf(elements), PAGE, paging.total) };
}

/** How many entries the network sent: pages are counted by them, whether or not they can be read. */
function sizeOf(elements: readonly unknown[]): number {
  return elements.length + leftOut(elements);
}

function nextStart(start: number, got: number, asked: number, total: number | undefined): number | null {
  const end = start + got;
  const isMore = total === undefined ? got >= asked : got > 0 && end < total;
  return isMore ? Math.max(end - OVERLAP, start + 1) : null;
}
