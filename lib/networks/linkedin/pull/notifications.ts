import type { LinkedInChannel } from '../credentials.ts';
import { listNotifications } from '../read.ts';
import { eventsOf } from '../notifications.ts';
import type { Notification } from '../wire.ts';
import { NOTIFICATIONS_MS, type Cursor } from './cursor.ts';
import type { Found } from './walk.ts';

/** The most notifications at once: each may cost a call to read its comment. */
const AT_ONCE = 20;

/**
 * Reads the notifications since the last pull, the latest first. The start of the period stays until all are
 * reported.
 */
export async function* readNotified(
  channel: LinkedInChannel,
  cursor: Cursor,
  overlapMs: number,
): AsyncGenerator<Found, void, undefined> {
  const until = channel.now().getTime();
  const from = Math.max(cursor.notifiedUntil - overlapMs, until - NOTIFICATIONS_MS);
  const all = await readAll(channel, { from, until });
  const told = new Set(cursor.told);
  const fresh = all.filter(({ notificationId }) => !told.has(notificationId));
  for (let at = 0; at < fresh.length; at += AT_ONCE) {
    const some = fresh.slice(at, at + AT_ONCE);
    const { events, posts } = await eventsOf(channel, some, (activity) => cursor.posts.includes(activity));
    cursor.told.push(...some.map(({ notificationId }) => notificationId));
    rememberMentions(cursor, some);
    if (at + AT_ONCE >= fresh.length) finish();
    yield { events, posts };
  }
  if (fresh.length === 0) finish();

  function finish() {
    cursor.notifiedUntil = until;
    cursor.told = all
      .filter(({ lastModifiedAt }) => lastModifiedAt >= until - overlapMs)
      .map(({ notificationId }) => notificationId);
  }
}

/** Remembers other people's posts under which the page may answer. */
export function rememberMentions(cursor: Cursor, notifications: Notification[]): void {
  for (const { decoratedGeneratedActivity } of notifications) {
    const share = decoratedGeneratedActivity?.share;
    if (!share || cursor.named.some((one) => one.share === share.entity)) continue;
    cursor.named.push({ share: share.entity, by: share.owner });
  }
}

/** All notifications of a period, the latest first. The period has an end, so that nothing moves while it is read. */
async function readAll(channel: LinkedInChannel, span: { from: number; until: number }): Promise<Notification[]> {
  const byId = new Map<string, Notification>();
  for (let start: number | null = 0; start !== null;) {
    const page: { elements: Notification[]; next: number | null } = await listNotifications(channel, {
      ...span,
      start,
    });
    for (const one of page.elements) byId.set(one.notificationId, one);
    start = page.next;
  }
  return [...byId.values()].sort((one, other) => other.lastModifiedAt - one.lastModifiedAt);
}
