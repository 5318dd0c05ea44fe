import type { InboundEvent } from '../../contract.ts';
import { unlessUnreadable } from '../../kit/unless-gone.ts';
import { takeTurn, withoutWatched } from '../../kit/watch-list.ts';
import { changesOfPosts } from './changes.ts';
import { knownAs, type Cursor } from './cursor.ts';
import type { Session } from '../session.ts';
import { postsOfThread, readThread } from '../read-thread.ts';
import { readPosts } from '../thread-context.ts';

const PAUSE_MS = 60_000;
/** While less than this share of the request quota is left, rechecks pause so that new messages can be read. */
const SPARE_SHARE = 0.2;
const POSTS_A_TURN = 100;
const THREADS_A_TURN = 3;
const THREAD_DEPTH = 100;
/** A post that was written a moment ago may not be in every list yet. */
const SETTLED_MS = 2 * 60_000;

/**
 * Rechecks a part of what was reported each minute, in turn: messages that were edited or deleted (the network does
 * not report it), and the account's latest threads, for nested replies without a notification and replies hidden
 * elsewhere.
 */
export async function recheckStored(session: Session, cursor: Cursor): Promise<InboundEvent[]> {
  const now = session.now().getTime();
  if (now - cursor.recheck.at < PAUSE_MS || session.remainingShare() < SPARE_SHARE) return [];
  const events = [...(await recheckMessages(session, cursor)), ...(await rereadThreads(session, cursor))];
  cursor.recheck.at = now;
  return events;
}

async function recheckMessages(session: Session, cursor: Cursor): Promise<InboundEvent[]> {
  const settled = cursor.watched.filter(({ at }) => at < session.now().getTime() - SETTLED_MS).map(({ id }) => id);
  const { part, next } = takeTurn(settled, cursor.recheck.watchedTurn, POSTS_A_TURN);
  const posts = await readPosts(session, part);
  const deleted: InboundEvent[] = [];
  for (const uri of part.filter((one) => !posts.has(one))) {
    // A post by a blocked author is missing from the list too; only its thread tells the two cases apart.
    const thread = await unlessUnreadable(readThread(session, uri, 0));
    if (thread === undefined || thread?.post) continue;
    if (!thread?.blocked) deleted.push({ type: 'message_deleted', externalId: uri, deletedAt: session.now() });
    cursor.watched = withoutWatched(cursor.watched, uri);
  }
  cursor.recheck.watchedTurn = next;
  const changed = [...posts.values()].filter((post) => knownAs(cursor, post) === 'changed').map(({ uri }) => uri);
  const edited = changed.length > 0 ? await changesOfPosts(session, cursor, changed, posts) : [];
  return [...edited, ...deleted];
}

async function rereadThreads(session: Session, cursor: Cursor): Promise<InboundEvent[]> {
  const { part, next } = takeTurn(cursor.ownPosts, cursor.recheck.threadTurn, THREADS_A_TURN);
  const events: InboundEvent[] = [];
  for (const own of part) {
    const thread = await unlessUnreadable(readThread(session, own.id, THREAD_DEPTH));
    if (thread === undefined) continue;
    if (!thread?.post) {
      cursor.ownPosts = withoutWatched(cursor.ownPosts, own.id);
      continue;
    }
    const posts = postsOfThread(thread);
    const fresh = [...posts.values()].filter((post) => knownAs(cursor, post) !== 'same').map(({ uri }) => uri);
    events.push(...(await changesOfPosts(session, cursor, fresh, posts)));
    const hidden = thread.post.threadgate?.record?.hiddenReplies ?? [];
    events.push(...hiddenChanges(own.hidden, hidden));
    own.hidden = hidden;
  }
  cursor.recheck.threadTurn = next;
  return events;
}

function hiddenChanges(before: string[], after: string[]): InboundEvent[] {
  const changed = (from: string[], to: string[]) => to.filter((uri) => !from.includes(uri));
  return [
    ...changed(before, after).map((externalId) => ({ type: 'message_hidden' as const, externalId, hidden: true })),
    ...changed(after, before).map((externalId) => ({ type: 'message_hidden' as const, externalId, hidden: false })),
  ];
}
