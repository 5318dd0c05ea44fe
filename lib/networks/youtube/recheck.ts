import type { ChannelContext, StoredMessage, InboundEvent } from '../contract.ts';
import { lacksEntries } from '../kit/entries.ts';
import type { GoogleCredentials } from '../kit/google/credentials.ts';
import { eventsOf, messageOf, type Place, placeOf } from './inbound.ts';
import { readAllWithheld, readCommentsById, threadIdOf, withheldIn } from './read.ts';
import { openSession, type Session } from './calls.ts';
import type { Comment } from './wire.ts';

/**
 * Reads comments again by id. A comment that the network does not return is gone, or awaits approval, which only a
 * list shows; where that list is too long to be read completely, nothing is reported.
 */
export async function recheck(
  channel: ChannelContext<GoogleCredentials>,
  messages: StoredMessage[],
): Promise<InboundEvent[]> {
  const session = openSession(channel);
  const wanted = messages.flatMap(({ externalId, reference }) => [externalId, reference.topLevelId ?? externalId]);
  const comments = await readCommentsById(session, [...new Set(wanted)]);
  const found = new Map(comments.map((comment) => [comment.id, comment]));
  const missing = messages.filter(({ externalId }) => !found.has(externalId));
  const withheld = missing.length > 0 ? await allWithheld(session) : null;
  return messages.flatMap((message): InboundEvent[] => {
    const { externalId } = message;
    const comment = found.get(externalId);
    if (comment) {
      const given = { brandId: session.channelId, among: comments, withheld: null };
      return [messageOf(comment, heldPlace(message, comment, found), given)];
    }
    const waiting = withheld?.events.get(externalId);
    if (waiting) return waiting;
    // A thread that awaits approval hides its replies too.
    if (withheld?.events.has(threadIdOf(externalId))) return [];
    return withheld?.isWhole && !lacksEntries(comments)
      ? [{ type: 'message_deleted', externalId, deletedAt: session.now() }]
      : [];
  });
}

async function allWithheld(session: Session): Promise<{ events: Map<string, InboundEvent[]>; isWhole: boolean }> {
  const events = new Map<string, InboundEvent[]>();
  const lists = await readAllWithheld(session);
  for (const { kind, threads } of lists) {
    for (const thread of threads) {
      const given = { brandId: session.channelId, among: [], withheld: kind };
      for (const one of withheldIn(thread, kind)) events.set(one.id, eventsOf(messageOf(one, placeOf(thread), given)));
    }
  }
  return { events, isWhole: lists.every(({ isWhole }) => isWhole) };
}

/** A comment that is read by id does not say which thread it belongs to: the stored message does. */
function heldPlace(message: StoredMessage, comment: Comment, found: ReadonlyMap<string, Comment>): Place {
  const { topLevelId, canReply } = message.reference;
  return {
    topLevel: found.get(topLevelId ?? comment.id) ?? comment,
    videoId: message.postExternalId,
    canReply: canReply === undefined ? undefined : canReply === 'true',
  };
}
