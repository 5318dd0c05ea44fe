import type { InboundMessage, PullPage } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import type { XChannel } from '../credentials.ts';
import type { Cursor } from '../pull/cursor.ts';
import { before } from '../pull/lists.ts';
import { idAt, isLater, latest } from '../snowflake.ts';
import { messageOf } from './inbound.ts';
import { readMessages } from './read.ts';

type Read = Omit<PullPage, 'cursor'>;

/** How long the network lets them be read. */
const HISTORY_MS = 30 * 24 * 3_600_000;
const RECENT_MAX = 100;
/** Without the permission, it is tried again once a day. */
const RETRY_ABSENT_MS = 24 * 3_600_000;

/**
 * Reads direct messages: the newest page, then back to those that are known, since no parameter can limit the list.
 * End-to-end encrypted messages are in no answer.
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
  const floor = cursor.head ? before(cursor.head) : idAt(channel.now().getTime() - HISTORY_MS);
  const page = await readPage(channel, cursor, floor);
  const head = latest([cursor.head, page.newest]);
  if (page.nextToken && head !== cursor.head) {
    // A gap from an earlier pull is read down to its own floor.
    const isDeeper = cursor.gap !== null && isLater(floor, cursor.gap.floor);
    cursor.gap = { token: page.nextToken, floor: isDeeper ? (cursor.gap?.floor ?? floor) : floor };
  }
  cursor.head = head;
  return page.events;
}

async function readGap(channel: XChannel, cursor: Cursor['messages']): Promise<InboundMessage[]> {
  const { gap } = cursor;
  if (!gap) return [];
  try {
    const page = await readPage(channel, cursor, gap.floor, gap.token);
    cursor.gap = page.nextToken ? { token: page.nextToken, floor: gap.floor } : null;
    return page.events;
  } catch (error) {
    // A page token may expire while a job waits: reading starts again from the newest.
    if (!(error instanceof NetworkError) || error.reason !== 'rejected') throw error;
    cursor.gap = null;
    cursor.head = null;
    return [];
  }
}

async function readPage(channel: XChannel, cursor: Cursor['messages'], floor: string, token?: string) {
  const { messages, includes, nextToken } = await readMessages(channel, token === undefined ? {} : { token });
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
