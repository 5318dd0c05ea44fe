import type { InboundEvent } from '../../contract.ts';
import { messageOf, placeOf } from '../inbound.ts';
import { repliesOf } from '../read.ts';
import type { Session } from '../calls.ts';
import type { Comment, Thread } from '../wire.ts';
import { type Cursor, isKnownReply, knownThread, seconds, watchThread } from './cursor.ts';

/** What is new or other in these threads than what was told, and remembers it. Reads replies where their number changed. */
export async function changesOf(session: Session, cursor: Cursor, threads: readonly Thread[]): Promise<InboundEvent[]> {
  const events: InboundEvent[] = [];
  for (const thread of threads) events.push(...(await changesOfThread(session, cursor, thread)));
  return events;
}

async function changesOfThread(session: Session, cursor: Cursor, thread: Thread): Promise<InboundEvent[]> {
  const top = thread.snippet.topLevelComment;
  const known = knownThread(cursor, thread);
  const hasOtherReplies = thread.snippet.totalReplyCount !== (known?.replies ?? 0);
  const carried = thread.replies?.comments ?? [];
  const replies = hasOtherReplies ? await repliesOf(session, thread) : carried;
  const wasWithheld = cursor.withheld.some(([id]) => id === thread.id);
  const isTopNew = known?.updatedAt !== seconds(top) || wasWithheld;
  // Of a thread that is as it was, only what was told before and has been edited is of interest.
  const fresh = replies.filter(
    (reply) => !isKnownReply(cursor, reply) && (hasOtherReplies || isWatched(cursor, reply)),
  );
  const told = [...(isTopNew ? [top] : []), ...fresh];
  watchThread(cursor, thread, fresh);
  cursor.withheld = cursor.withheld.filter(([id]) => id !== thread.id);
  return [
    ...messagesOf(session, thread, told, replies),
    ...(wasWithheld ? [{ type: 'message_hidden' as const, externalId: thread.id, hidden: false }] : []),
  ];
}

/** @param among the thread's replies that are known */
export function messagesOf(
  session: Session,
  thread: Thread,
  comments: readonly Comment[],
  among: readonly Comment[],
): InboundEvent[] {
  const place = placeOf(thread);
  const given = { brandId: session.channelId, among: [place.topLevel, ...among], withheld: null };
  return comments.map((comment) => messageOf(comment, place, given));
}

/** The videos that messages stand under. */
export function videosOf(events: readonly InboundEvent[]): string[] {
  return events
    .map((event) => (event.type === 'message' ? event.postExternalId : undefined))
    .filter((id) => id !== undefined);
}

/** The oldest first, so that an answer never comes before what it answers; what is no message last. */
export function inOrder(events: readonly InboundEvent[]): InboundEvent[] {
  const at = (event: InboundEvent) => (event.type === 'message' ? event.createdAt.getTime() : Number.MAX_SAFE_INTEGER);
  return events.toSorted((one, other) => at(one) - at(other));
}

function isWatched(cursor: Cursor, reply: Comment): boolean {
  return cursor.replies.some(([id]) => id === reply.id);
}
