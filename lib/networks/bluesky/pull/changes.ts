import type { InboundEvent } from '../../contract.ts';
import { knownAs, type Cursor } from './cursor.ts';
import { eventsOfPosts } from '../inbound.ts';
import type { Session } from '../session.ts';
import { addContext, type Posts } from '../thread-context.ts';

/**
 * What the posts add to what is held: new messages with their context, and as edits those whose content hash changed.
 * The network keeps no time of an edit, so it is the time at which it was seen.
 */
export async function changesOfPosts(
  session: Session,
  cursor: Cursor,
  wanted: Iterable<string>,
  posts: Posts,
): Promise<InboundEvent[]> {
  await addContext(session, posts);
  return eventsOfPosts(wanted, posts, session.did).flatMap((event): InboundEvent[] => {
    if (event.type !== 'message') return [event];
    const known = knownAs(cursor, { uri: event.externalId, cid: event.reference?.cid ?? '' });
    if (known === 'same') return [];
    return known === 'changed' ? [{ ...event, editedAt: session.now() }] : [event];
  });
}
