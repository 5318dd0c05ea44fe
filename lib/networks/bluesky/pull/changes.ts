import type { InboundEvent } from '../../contract.ts';
import { knownAs, type Cursor } from './cursor.ts';
import { eventsOfPosts } from '../inbound.ts';
import type { Session } from '../session.ts';
import { addContext, type Posts } from '../thread-context.ts';

/**
 * The changes in these posts: new messages with their context, and edits where the content hash changed. The network
 * stores no time of an edit, so the time of this reading is used.
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
