import type { InboundEvent, ItemKind } from '../../contract.ts';
import { leftOut } from '../../kit/entries.ts';
import { NetworkError, type NetworkErrorReason } from '../../errors.ts';
import { absence, lastingAbsences, type ChatCursor } from '../pull/cursor.ts';
import type { Session } from '../session.ts';
import type { Profile } from '../wire.ts';
import { eventsOfChatMessage } from './inbound.ts';
import { convoAnswer, convosAnswer, logAnswer, messagesAnswer, type Convo } from './wire.ts';

type ChatPage = { events: InboundEvent[]; unreadableKinds?: Partial<Record<ItemKind, NetworkErrorReason>> };

const PAGE = 100;
const CONVOS_PAGE = 20;
const BACKFILL_MS = 90 * 24 * 3_600_000;
/** When it is tried again: without direct messages, and while their service is unreachable. */
const LASTING_PAUSE_MS = 24 * 3_600_000;
const PASSING_PAUSE_MS = 60_000;
/** The most pages of the change feed and of conversations in one pull. */
const PAGES_A_PULL = 10;

/**
 * Reads direct messages: first the change feed, then the conversations of the last 90 days. They are a separate
 * service, whose failures do not stop the rest: an app password without the permission, a server without the service,
 * or an unreachable service is reported once and tried again later. Moves the cursor.
 */
export async function* pullChat(session: Session, cursor: ChatCursor): AsyncGenerator<ChatPage, void, undefined> {
  const now = session.now().getTime();
  if (cursor.absent && now - cursor.absent.at < pauseOf(cursor.absent.reason)) return;
  try {
    const events = await readLog(session, cursor);
    if (cursor.absent) {
      cursor.absent = null;
      yield { events, unreadableKinds: {} };
    } else if (events.length > 0) yield { events };
    for (let count = 0; count < PAGES_A_PULL && cursor.backfill; count += 1) yield* readConvos(session, cursor);
  } catch (cause) {
    const reason = cause instanceof NetworkError ? absence.safeParse(cause.reason).data : undefined;
    if (!reason) throw cause;
    const isNews = cursor.absent?.reason !== reason;
    cursor.absent = { reason, at: now };
    if (isNews) yield { events: [], unreadableKinds: { message: reason } };
  }
}

function pauseOf(reason: string): number {
  return lastingAbsences.some((lasting) => lasting === reason) ? LASTING_PAUSE_MS : PASSING_PAUSE_MS;
}

async function readLog(session: Session, cursor: ChatCursor): Promise<InboundEvent[]> {
  const events: InboundEvent[] = [];
  const convos = new Map<string, Profile[]>();
  for (let count = 0; count < PAGES_A_PULL; count += 1) {
    const page = await readLogPage(session, cursor);
    // Without a position, the feed returns only its current one; earlier messages are read from the conversations.
    const isStart = cursor.log === null;
    const isEnd =
      page.cursor === undefined || page.cursor === cursor.log || page.logs.length + leftOut(page.logs) === 0;
    for (const { $type, convoId, message, relatedProfiles = [] } of isStart ? [] : page.logs) {
      if (!convoId || !message || !/#log(Create|Delete)Message$/.test($type)) continue;
      const members = await membersOf(session, convoId, convos);
      const known = { convoId, members: [...members, ...relatedProfiles], did: session.did, now: session.now() };
      events.push(
        ...eventsOfChatMessage($type.endsWith('#logDeleteMessage') ? { ...message, text: undefined } : message, known),
      );
    }
    cursor.log = page.cursor ?? cursor.log;
    if (isStart || isEnd) break;
  }
  return events;
}

async function readLogPage(session: Session, cursor: ChatCursor) {
  const read = (from: string | null) => readLogFrom(session, from);
  try {
    return await read(cursor.log);
  } catch (cause) {
    const isLost = cause instanceof NetworkError && cause.reason === 'rejected' && cursor.log !== null;
    if (!isLost) throw cause;
    // The service no longer knows the position: start again, and read the conversations for what was missed.
    cursor.log = null;
    cursor.backfill = { cursor: '' };
    return read(null);
  }
}

async function* readConvos(session: Session, cursor: ChatCursor): AsyncGenerator<ChatPage, void, undefined> {
  const from = cursor.backfill?.cursor || undefined;
  const query = { limit: CONVOS_PAGE, cursor: from };
  const page = await session.query('chat.bsky.convo.listConvos', query, convosAnswer, { chat: true });
  const floor = session.now().getTime() - BACKFILL_MS;
  for (const convo of page.convos) {
    if (convo.lastMessage && Date.parse(convo.lastMessage.sentAt) < floor) continue;
    const events = await readMessages(session, convo, floor);
    if (events.length > 0) yield { events };
  }
  cursor.backfill = page.cursor === undefined || page.cursor === from ? null : { cursor: page.cursor };
}

async function readMessages(session: Session, convo: Convo, floor: number): Promise<InboundEvent[]> {
  const events: InboundEvent[] = [];
  let from: string | undefined;
  do {
    const query = { convoId: convo.id, limit: PAGE, cursor: from };
    const page = await session.query('chat.bsky.convo.getMessages', query, messagesAnswer, { chat: true });
    const members = [...convo.members, ...(page.relatedProfiles ?? [])];
    const recent = page.messages.filter(({ sentAt }) => Date.parse(sentAt) >= floor);
    for (const message of recent) {
      events.unshift(
        ...eventsOfChatMessage(message, { convoId: convo.id, members, did: session.did, now: session.now() }),
      );
    }
    from = recent.length < page.messages.length || page.cursor === from ? undefined : page.cursor;
  } while (from !== undefined);
  return events;
}

async function membersOf(session: Session, convoId: string, known: Map<string, Profile[]>): Promise<Profile[]> {
  const existing = known.get(convoId);
  if (existing) return existing;
  const members = await session.query('chat.bsky.convo.getConvo', { convoId }, convoAnswer, { chat: true }).then(
    ({ convo }) => convo.members,
    (cause: unknown) => {
      // The account has left the conversation.
      if (cause instanceof NetworkError && (cause.kind === 'gone' || cause.kind === 'refused')) return [];
      throw cause;
    },
  );
  known.set(convoId, members);
  return members;
}

/** A page of the change feed of direct messages. @param from null: where it stands now */
export function readLogFrom(session: Session, from: string | null) {
  return session.query('chat.bsky.convo.getLog', { cursor: from ?? undefined }, logAnswer, { chat: true });
}
