import type { InboundEvent } from '../../contract.ts';
import { findWatched, withoutWatched } from '../../kit/watch-list.ts';
import { messageOf, placeOf } from '../inbound.ts';
import { repliesOf } from '../read.ts';
import type { Session } from '../calls.ts';
import type { Comment, Thread } from '../wire.ts';
import { type Cursor, isKnownReply, knownThread, seconds, watchThread } from './cursor.ts';

/**
 * The changes in these threads since they were last read; updates the cursor. Reads replies where their number
 * changed.
 */
export async function changesOf(session: Session, cursor: Cursor, threads: readonly Thread[]): Promise<InboundEvent[]> {
  const events: InboundEvent[] = [];
  for (const thread of threads) events.push(...(await changesOfThread(session, cursor, thread)));
  return events;
}

async function changesOfThread(session: Session, cursor: Cursor, thread: Thread): Promise<InboundEvent[]> {
  const top = thread.snippet.topLevelComment;
  const known = knownThread(cursor, thread);
  const hasOtherReplies = thread.snippet.totalReplyCount !== (known?.replyCount ?? 0);
  const carried = thread.replies?.comments ?? [];
  const replies = hasOtherReplies ? await repliesOf(session, thread) : carried;
  const wasWithheld = findWatched(cursor.withheld, thread.id) !== undefined;
  const isTopNew = known?.updatedAt !== seconds(top) || wasWithheld;
  // In an unchanged thread, only edits of reported replies matter.
  const fresh = replies.filter(
    (reply) => !isKnownReply(cursor, reply) && (hasOtherReplies || isWatched(cursor, reply)),
  );
  const reported = [...(isTopNew ? [top] : []), ...fresh];
  watchThread(cursor, thread, fresh);
  cursor.withheld = withoutWatched(cursor.withheld, thread.id);
  return [
    ...messagesOf(session, thread, reported, replies),
    ...(wasWithheld ? [{ type: 'message_hidden' as const, externalId: thread.id, hidden: false }] : []),
  ];
}

/** @param among the known replies of the thread */
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

/** The videos that messages belong to. */
export function videosOf(events: readonly InboundEvent[]): string[] {
  return events
    .map((event) => (event.type === 'message' ? event.postExternalId : undefined))
    .filter((id) => id !== undefined);
}

/** The oldest first, so that an answer never comes before what it answers; other events last. */
export function inOrder(events: readonly InboundEvent[]): InboundEvent[] {
  const at = (event: InboundEvent) => (event.type === 'message' ? event.createdAt.getTime() : Number.MAX_SAFE_INTEGER);
  return events.toSorted((one, other) => at(one) - at(other));
}

function isWatched(cursor: Cursor, reply: Comment): boolean {
  return findWatched(cursor.replies, reply.id) !== undefined;
}
