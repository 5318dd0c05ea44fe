import type { InboundMessage, PullPage } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import type { XChannel } from '../credentials.ts';
import type { Cursor } from '../pull/cursor.ts';
import { floorOf, noteRead } from '../pull/lists.ts';
import { idAt, isLater, latest } from '../snowflake.ts';
import { messageOf } from './inbound.ts';
import { readMessages } from './read.ts';

type Read = Omit<PullPage, 'cursor'>;

/** How long the network lets them be read. */
const HISTORY_MS = 30 * 24 * 3_600_000;
const RECENT_MAX = 100;
const LARGEST_PAGE = 100;
/** Each page down to the known messages is so many times as large as the one before. */
const GROWTH = 4;
/** Without the permission, it is tried again once a day. */
const RETRY_ABSENT_MS = 24 * 3_600_000;

/**
 * Reads direct messages: the newest, then back to those that are known. No parameter can limit the list and each message in
 * an answer is billed, so pages begin small: where nothing came, one known message is read. End-to-end encrypted messages are in no answer.
 */
export async function* pullMessages(
  channel: XChannel,
  cursor: Cursor['messages'],
  maxPages: number,
): AsyncGenerator<Read, void, undefined> {
  const now = channel.now().getTime();
  if (cursor.absent && now - cursor.absent.at < RETRY_ABSENT_MS) return;
  let newest: Read;
  try {
    newest = { events: await readHead(channel, cursor) };
  } catch (error) {
    const reason = absenceOf(error);
    if (!reason) throw error;
    const isNews = cursor.absent?.reason !== reason;
    cursor.absent = { reason, at: now };
    yield { events: [], ...(isNews ? { unreadableKinds: { message: reason } } : {}) };
    return;
  }
  const isBack = cursor.absent !== null;
  cursor.absent = null;
  yield { ...newest, ...(isBack ? { unreadableKinds: {} } : {}) };
  for (let count = 0; count < maxPages && cursor.gap; count += 1) yield { events: await readGap(channel, cursor) };
}

async function readHead(channel: XChannel, cursor: Cursor['messages']): Promise<InboundMessage[]> {
  const known = floorOf(cursor);
  const floor = known ?? idAt(channel.now().getTime() - HISTORY_MS);
  // The known messages above the floor, and the one that shows that it was reached.
  const size = known ? cursor.recent.filter((id) => isLater(id, known)).length + 1 : LARGEST_PAGE;
  const page = await readPage(channel, cursor, { floor, size: Math.min(size, LARGEST_PAGE) });
  const head = latest([cursor.head, page.newest]);
  // A page that does not reach the floor has something new in it, or something that appeared late.
  if (page.nextToken) {
    // A gap from an earlier pull is read down to its own floor.
    const isDeeper = cursor.gap !== null && isLater(floor, cursor.gap.floor);
    cursor.gap = {
      token: page.nextToken,
      floor: isDeeper ? (cursor.gap?.floor ?? floor) : floor,
      size: Math.min(size * GROWTH, LARGEST_PAGE),
    };
  }
  cursor.head = head;
  noteRead(cursor, channel.now());
  return page.events;
}

async function readGap(channel: XChannel, cursor: Cursor['messages']): Promise<InboundMessage[]> {
  const { gap } = cursor;
  if (!gap) return [];
  try {
    const size = gap.size ?? LARGEST_PAGE;
    const page = await readPage(channel, cursor, { ...gap, size });
    const next = Math.min(size * GROWTH, LARGEST_PAGE);
    cursor.gap = page.nextToken ? { token: page.nextToken, floor: gap.floor, size: next } : null;
    return page.events;
  } catch (error) {
    // A page token may expire while a job waits: reading starts again from the newest.
    if (!(error instanceof NetworkError) || error.reason !== 'rejected') throw error;
    cursor.gap = null;
    cursor.head = null;
    return [];
  }
}

async function readPage(
  channel: XChannel,
  cursor: Cursor['messages'],
  { floor, size, token }: { floor: string; size: number; token?: string },
) {
  const { messages, includes, nextToken } = await readMessages(channel, {
    size,
    ...(token === undefined ? {} : { token }),
  });
  const users = new Map(includes.users.map((user) => [user.id, user]));
  const media = new Map(includes.media.map((one) => [one.media_key, one]));
  const within = messages.filter(({ id }) => isLater(id, floor));
  const isBottom = within.length < messages.length;
  const fresh = within.filter(({ id }) => !cursor.recent.includes(id));
  cursor.recent = [...new Set([...fresh.map(({ id }) => id), ...cursor.recent])]
    .sort((one, other) => (isLater(one, other) ? -1 : 1))
    .slice(0, RECENT_MAX);
  return {
    events: fresh
      .flatMap((message) => messageOf(message, { me: channel.account.externalId, users, media }) ?? [])
      .reverse(),
    newest: latest(messages.map(({ id }) => id)),
    nextToken: isBottom ? null : nextToken,
  };
}

function absenceOf(error: unknown): 'missing_permission' | 'tier_needed' | null {
  if (!(error instanceof NetworkError) || error.kind !== 'refused') return null;
  return error.reason === 'missing_permission' || error.reason === 'tier_needed' ? error.reason : null;
}
