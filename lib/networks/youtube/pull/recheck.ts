import type { InboundEvent } from '../../contract.ts';
import { eventsOf, messageOf, placeOf, type Withheld } from '../inbound.ts';
import { pageSizes } from '../limits.ts';
import { readAllWithheld, readCommentsById, readThreadsById, threadIdOf, withheldIn } from '../read.ts';
import type { Session } from '../calls.ts';
import { changesOf, messagesOf } from './changes.ts';
import { type Cursor, forget, seconds, watchReply } from './cursor.ts';

/** A round of four calls, and two more where something is missing: 1,728 of the day's 10,000 units at the most. */
const PAUSE_MS = 5 * 60_000;

/**
 * Looks again at what the network tells nobody of: comments that wait for approval, and in turns the threads and
 * replies that were told last, for new replies, edits and deletions.
 */
export async function keepUp(session: Session, cursor: Cursor): Promise<InboundEvent[]> {
  const now = session.now().getTime();
  if (now - cursor.upkeep.at < PAUSE_MS) return [];
  const events = [
    ...(await lookAtWithheld(session, cursor)),
    ...(await recheckThreads(session, cursor)),
    ...(await recheckReplies(session, cursor)),
  ];
  cursor.upkeep.at = now;
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
        if (cursor.withheld.some(([id, why]) => id === comment.id && why === kind)) continue;
        const given = { brandId: session.channelId, among: thread.replies?.comments ?? [], withheld: kind };
        events.push(...eventsOf(messageOf(comment, placeOf(thread), given)));
      }
    }
    if (isWhole) left.push(...cursor.withheld.filter(([, why]) => why === kind).map(([id]) => id));
  }
  // What became of a reply is to be seen once its thread is shown again.
  const gone = left.filter((id) => !found.has(id) && !found.has(threadIdOf(id)));
  cursor.withheld = [...cursor.withheld.filter(([id]) => !found.has(id) && !gone.includes(id)), ...found];
  return [...events, ...(await whatBecameOf(session, gone))];
}

/** Comments that wait no longer: published, or no more. */
async function whatBecameOf(session: Session, ids: readonly string[]): Promise<InboundEvent[]> {
  if (ids.length === 0) return [];
  const threads = new Map((await readThreadsById(session, ids)).map((thread) => [thread.id, thread]));
  const rest = ids.filter((id) => !threads.has(id));
  const replies = new Set(rest.length > 0 ? (await readCommentsById(session, rest)).map(({ id }) => id) : []);
  return ids.flatMap((id): InboundEvent[] => {
    const thread = threads.get(id);
    const shown: InboundEvent = { type: 'message_hidden', externalId: id, hidden: false };
    if (thread) return [...messagesOf(session, thread, [thread.snippet.topLevelComment], []), shown];
    if (replies.has(id)) return [shown];
    return [{ type: 'message_deleted', externalId: id, deletedAt: session.now() }];
  });
}

async function recheckThreads(session: Session, cursor: Cursor): Promise<InboundEvent[]> {
  const ids = cursor.threads.map(([id]) => id).filter((id) => !isWithheld(cursor, id));
  const { part, next } = take(ids, cursor.upkeep.threadTurn);
  cursor.upkeep.threadTurn = next;
  if (part.length === 0) return [];
  const threads = await readThreadsById(session, part);
  const found = new Set(threads.map(({ id }) => id));
  const missing = part.filter((id) => !found.has(id));
  return [...(await changesOf(session, cursor, threads)), ...(await deletions(session, cursor, missing))];
}

async function recheckReplies(session: Session, cursor: Cursor): Promise<InboundEvent[]> {
  const held = cursor.replies.filter(([id]) => !isWithheld(cursor, id));
  const { part, next } = take(held, cursor.upkeep.replyTurn);
  cursor.upkeep.replyTurn = next;
  if (part.length === 0) return [];
  const ids = part.map(([id]) => id);
  const found = new Map((await readCommentsById(session, ids)).map((reply) => [reply.id, reply]));
  const edited = part.filter(([id, , updatedAt]) => {
    const reply = found.get(id);
    return reply && seconds(reply) !== updatedAt;
  });
  const threads = await readThreadsById(session, [...new Set(edited.map(([, threadId]) => threadId))]);
  const events = threads.flatMap((thread) => {
    const replies = edited.filter(([, threadId]) => threadId === thread.id).map(([id]) => found.get(id));
    const told = replies.filter((reply) => reply !== undefined);
    for (const reply of told) watchReply(cursor, reply, thread.id);
    return messagesOf(session, thread, told, [...(thread.replies?.comments ?? []), ...told]);
  });
  const missing = ids.filter((id) => !found.has(id));
  return [...events, ...(await deletions(session, cursor, missing))];
}

/**
 * Of comments that the network does not show, those that are no more: others wait for the brand's word, or their thread
 * does, which hides all its replies. Asked after they were missed, so that what is withheld meanwhile is not taken for gone.
 */
async function deletions(session: Session, cursor: Cursor, missing: readonly string[]): Promise<InboundEvent[]> {
  if (missing.length === 0) return [];
  const lists = await readAllWithheld(session);
  if (!lists.every(({ isWhole }) => isWhole)) return [];
  const waiting = new Set(
    lists.flatMap(({ kind, threads }) => threads.flatMap((one) => withheldIn(one, kind))).map(({ id }) => id),
  );
  const gone = missing.filter((id) => !waiting.has(id) && !waiting.has(threadIdOf(id)));
  for (const id of gone) forget(cursor, id);
  return gone.map((externalId) => ({ type: 'message_deleted', externalId, deletedAt: session.now() }));
}

function isWithheld(cursor: Cursor, id: string): boolean {
  return cursor.withheld.some(([one]) => one === id || one === threadIdOf(id));
}

function take<T>(list: readonly T[], turn: number): { part: T[]; next: number } {
  const from = turn < list.length ? turn : 0;
  return { part: list.slice(from, from + pageSizes.ids), next: from + pageSizes.ids };
}
