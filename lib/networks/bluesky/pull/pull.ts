import type { ChannelContext, InboundEvent, PullPage } from '../../contract.ts';
import { pullChat } from '../chat/pull.ts';
import type { BlueskyCredentials, BlueskyOptions } from '../credentials.ts';
import { readCursor, watch, type Cursor } from './cursor.ts';
import { readFeedGap, readFeedHead } from './own-feed.ts';
import { readNotificationGap, readNotificationHead } from './notifications.ts';
import { openSession } from '../session.ts';
import { recheckStored } from './recheck.ts';

/** The most pages of older entries that one pull reads of each list: new entries must not wait for them. */
const GAP_PAGES = 10;

/**
 * Reads what is new first (the newest page of notifications, of the account's own posts, the direct messages), then
 * some of the gap down to what was known, then rechecks what was reported. No page leaves a cursor from which
 * something would be missed.
 */
export async function* pull(
  channel: ChannelContext<BlueskyCredentials>,
  stored: unknown,
  options: BlueskyOptions,
): AsyncGenerator<PullPage, void, undefined> {
  const session = openSession(channel, options);
  const cursor = readCursor(stored);
  let reported = JSON.stringify(cursor);
  const page = (events: InboundEvent[]): PullPage => {
    watchMessages(cursor, events, session.now());
    reported = JSON.stringify(cursor);
    return { events, cursor: structuredClone(cursor) };
  };

  for (const readHead of [readNotificationHead, readFeedHead]) {
    const events = await readHead(session, cursor);
    if (events.length > 0) yield page(events);
  }
  for await (const { events, ...rest } of pullChat(session, cursor.chat)) yield { ...page(events), ...rest };

  for (let count = 0; count < GAP_PAGES && cursor.notifications.gaps.length > 0; count += 1) {
    yield page(await readNotificationGap(session, cursor));
  }
  for (let count = 0; count < GAP_PAGES && cursor.feed.gaps.length > 0; count += 1) {
    yield page(await readFeedGap(session, cursor));
  }
  const found = await recheckStored(session, cursor);
  if (found.length > 0 || JSON.stringify(cursor) !== reported) yield page(found);
}

function watchMessages(cursor: Cursor, events: InboundEvent[], now: Date): void {
  const entries = events.flatMap((event) => {
    if (event.type !== 'message' || event.kind === 'message') return [];
    const cid = event.reference?.cid ?? '';
    return [{ uri: event.externalId, cid, at: event.createdAt.getTime() }];
  });
  if (entries.length > 0) watch(cursor, entries, now);
}
