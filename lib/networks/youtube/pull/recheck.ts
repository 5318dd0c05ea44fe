import type { InboundEvent } from '../../contract.ts';
import { lacksEntries } from '../../kit/entries.ts';
import { findWatched, takeTurn } from '../../kit/watch-list.ts';
import { eventsOf, messageOf, placeOf, type Withheld } from '../inbound.ts';
import { pageSizes } from '../limits.ts';
import { readAllWithheld, readCommentsById, readThreadsById, threadIdOf, withheldIn } from '../read.ts';
import type { Session } from '../calls.ts';
import { changesOf, messagesOf } from './changes.ts';
import { type Cursor, expectOtherReplies, forget, seconds, watchReply } from './cursor.ts';

/** A recheck costs four calls, and two more where something is missing: at most 1,728 of the day's 10,000 units. */
const PAUSE_MS = 5 * 60_000;

/**
 * Rechecks what the network does not report: comments that await approval, and in turns the latest threads and
 * replies, for new replies, edits and deletions.
 */
export async function recheckStored(session: Session, cursor: Cursor): Promise<InboundEvent[]> {
  const now = session.now().getTime();
  if (now - cursor.recheck.at < PAUSE_MS) return [];
  const events = [
    ...(await lookAtWithheld(session, cursor)),
    ...(await recheckThreads(session, cursor)),
    ...(await recheckReplies(session, cursor)),
  ];
  cursor.recheck.at = now;
  return events;
}

async function lookAtWithheld(session: Session, cursor: Cursor): Promise<InboundEvent[]> {
  const events: InboundEvent[] = [];
  const found = new Map<string, Withheld>();
  const left: string[] = [];
  for (const { kind, threads, isWhole } of await readAllWithheld(session)) {
    for (const thread of threads) {
      for (const comment of withheldIn(thread, kind)) {
        if (found.has(comment.id)) continue;
        found.set(comment.id, kind);
        if (findWatched(cursor.withheld, comment.id)?.reason === kind) continue;
        expectOtherReplies(cursor, thread.id);
        const given = { brandId: session.channelId, among: thread.replies?.comments ?? [], withheld: kind };
        events.push(...eventsOf(messageOf(comment, placeOf(thread), given)));
      }
    }
    if (isWhole) left.push(...cursor.withheld.filter(({ reason }) => reason === kind).map(({ id }) => id));
  }
  // The state of a reply shows once its thread is visible again.
  const gone = left.filter((id) => !found.has(id) && !found.has(threadIdOf(id)));
  cursor.withheld = [
    ...cursor.withheld.filter(({ id }) => !found.has(id) && !gone.includes(id)),
    ...[...found].map(([id, reason]) => ({ id, reason })),
  ];
  for (const id of gone) expectOtherReplies(cursor, threadIdOf(id));
  return [...events, ...(await endedWithholding(session, gone))];
}

/** Comments that no longer await approval: they were published, or they are gone. */
async function endedWithholding(session: Session, ids: readonly string[]): Promise<InboundEvent[]> {
  if (ids.length === 0) return [];
  const byId = await readThreadsById(session, ids);
  const threads = new Map(byId.map((thread) => [thread.id, thread]));
  const rest = ids.filter((id) => !threads.has(id));
  const read = rest.length > 0 ? await readCommentsById(session, rest) : [];
  const replies = new Set(read.map(({ id }) => id));
  return ids.flatMap((id): InboundEvent[] => {
    const thread = threads.get(id);
    const shown: InboundEvent = { type: 'message_hidden', externalId: id, hidden: false };
    if (thread) return [...messagesOf(session, thread, [thread.snippet.topLevelComment], []), shown];
    // One that cannot be read is shown again too, or it is gone: nobody can tell.
    if (lacksEntries(byId) || lacksEntries(read)) return [];
    if (replies.has(id)) return [shown];
    return [{ type: 'message_deleted', externalId: id, deletedAt: session.now() }];
  });
}

async function recheckThreads(session: Session, cursor: Cursor): Promise<InboundEvent[]> {
  const ids = cursor.threads.map(({ id }) => id).filter((id) => !isWithheld(cursor, id));
  const { part, next } = takeTurn(ids, cursor.recheck.threadTurn, pageSizes.ids);
  cursor.recheck.threadTurn = next;
  if (part.length === 0) return [];
  const threads = await readThreadsById(session, part);
  const found = new Set(threads.map(({ id }) => id));
  const missing = lacksEntries(threads) ? [] : part.filter((id) => !found.has(id));
  return [...(await changesOf(session, cursor, threads)), ...(await deletions(session, cursor, missing))];
}

async function recheckReplies(session: Session, cursor: Cursor): Promise<InboundEvent[]> {
  const watched = cursor.replies.filter(({ id }) => !isWithheld(cursor, id));
  const { part, next } = takeTurn(watched, cursor.recheck.replyTurn, pageSizes.ids);
  cursor.recheck.replyTurn = next;
  if (part.length === 0) return [];
  const ids = part.map(({ id }) => id);
  const read = await readCommentsById(session, ids);
  const found = new Map(read.map((reply) => [reply.id, reply]));
  const edited = part.filter(({ id, updatedAt }) => {
    const reply = found.get(id);
    return reply && seconds(reply) !== updatedAt;
  });
  const threads = await readThreadsById(session, [...new Set(edited.map(({ threadId }) => threadId))]);
  const events = threads.flatMap((thread) => {
    const replies = edited.filter(({ threadId }) => threadId === thread.id).map(({ id }) => found.get(id));
    const reported = replies.filter((reply) => reply !== undefined);
    for (const reply of reported) watchReply(cursor, reply, thread.id);
    return messagesOf(session, thread, reported, [...(thread.replies?.comments ?? []), ...reported]);
  });
  const missing = lacksEntries(read) ? [] : ids.filter((id) => !found.has(id));
  return [...events, ...(await deletions(session, cursor, missing))];
}

/**
 * Which comments are gone, of those that the network does not return. Others await approval, or their thread does,
 * which hides all its replies. Checked after they were found missing, so that a comment that was just withheld does
 * not count as gone.
 */
async function deletions(session: Session, cursor: Cursor, missing: readonly string[]): Promise<InboundEvent[]> {
  if (missing.length === 0) return [];
  const lists = await readAllWithheld(session);
  if (!lists.every(({ isWhole }) => isWhole)) return [];
  const waiting = new Set(
    lists.flatMap(({ kind, threads }) => threads.flatMap((one) => withheldIn(one, kind))).map(({ id }) => id),
  );
  const gone = missing.filter((id) => !waiting.has(id) && !waiting.has(threadIdOf(id)));
  for (const id of gone) {
    forget(cursor, id);
    expectOtherReplies(cursor, threadIdOf(id));
  }
  return gone.map((externalId) => ({ type: 'message_deleted', externalId, deletedAt: session.now() }));
}

function isWithheld(cursor: Cursor, id: string): boolean {
  return cursor.withheld.some((one) => one.id === id || one.id === threadIdOf(id));
}
