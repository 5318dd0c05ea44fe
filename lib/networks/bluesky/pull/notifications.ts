import type { InboundEvent } from '../../contract.ts';
import { authorOf } from '../addresses.ts';
import { knownAs, watchOwnPosts, type Cursor } from './cursor.ts';
import { changesOfPosts } from './changes.ts';
import type { Session } from '../session.ts';
import { afterGap, afterHead, floorOf } from './source.ts';
import { readPosts, recordOf } from '../thread-context.ts';
import { notificationsAnswer, type Notification, type PostView } from '../wire.ts';

/** The reasons that announce a post. A reply that also names the account is announced once. */
const POST_REASONS = ['mention', 'reply', 'quote'];
/** A repost has no text: it only changes its post's counts. */
const REASONS = [...POST_REASONS, 'repost'];
const FIRST_PAGE = 50;
const PAGE = 100;

/** The newest notifications. Moves the cursor. */
export async function readNotificationHead(session: Session, cursor: Cursor): Promise<InboundEvent[]> {
  const source = cursor.notifications;
  const floor = floorOf(source, session.now());
  const page = await readPage(session, cursor, { limit: FIRST_PAGE });
  // Without the overlap: a late repost is counted with the next one, or when its thread is read again.
  const reposted = repostsSince(page.entries, source.head ?? floor);
  const events = await eventsOf(
    session,
    cursor,
    page.entries.filter((entry) => entry.indexedAt > floor),
    reposted,
  );
  cursor.notifications = afterHead(source, page, floor);
  return events;
}

/** One more page of older notifications. Moves the cursor. */
export async function readNotificationGap(session: Session, cursor: Cursor): Promise<InboundEvent[]> {
  const open = cursor.notifications.gaps.at(-1);
  if (!open) return [];
  const page = await readPage(session, cursor, { limit: PAGE, cursor: open.cursor });
  const entries = page.entries.filter((entry) => entry.indexedAt > open.floor);
  const events = await eventsOf(session, cursor, entries, repostsSince(entries, open.floor));
  cursor.notifications = afterGap(cursor.notifications, page);
  return events;
}

async function readPage(session: Session, cursor: Cursor, query: { limit: number; cursor?: string }) {
  const answer = await readNotifications(session, query);
  const isKnown = answer.notifications.every((entry) => !isPost(entry) || knownAs(cursor, entry) === 'same');
  return { entries: answer.notifications, cursor: answer.cursor, isKnown };
}

async function eventsOf(session: Session, cursor: Cursor, entries: Notification[], reposted: string[]) {
  const fresh = entries.filter((entry) => isPost(entry) && knownAs(cursor, entry) !== 'same');
  const uris = fresh.map(({ uri }) => uri);
  const posts = await readPosts(session, [...uris, ...reposted]);
  for (const entry of fresh) {
    // The lists may lag behind each other: a notified post exists, even where its pictures cannot be read yet.
    if (!posts.has(entry.uri)) posts.set(entry.uri, postOf(entry));
  }
  const events = await changesOfPosts(session, cursor, [...uris, ...reposted], posts);
  const roots = fresh.flatMap((entry) => recordOf(postOf(entry))?.reply?.root.uri ?? []);
  watchOwnPosts(cursor, [...roots, ...reposted], session.did, session.now());
  return events;
}

function isPost({ reason }: Notification): boolean {
  return POST_REASONS.includes(reason);
}

function repostsSince(entries: Notification[], since: string): string[] {
  return entries
    .filter(({ reason, indexedAt }) => reason === 'repost' && indexedAt > since)
    .map(({ reasonSubject = '' }) => reasonSubject)
    .filter((uri) => authorOf(uri) !== '');
}

function postOf({ uri, cid, author, record, indexedAt }: Notification): PostView {
  return { uri, cid, author, record, indexedAt };
}

/** A page of the notifications that the inbox reads. */
export function readNotifications(session: Session, query: { limit: number; cursor?: string }) {
  return session.query('app.bsky.notification.listNotifications', { ...query, reasons: REASONS }, notificationsAnswer);
}
