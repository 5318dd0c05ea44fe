import type { InboundEvent } from '../../contract.ts';
import { changesOfPosts } from './changes.ts';
import { knownAs, type Cursor } from './cursor.ts';
import type { Session } from '../session.ts';
import { postsOfThread, readThread } from '../read-thread.ts';
import { readPosts } from '../thread-context.ts';

const PAUSE_MS = 60_000;
/** Below this part of the request allowance, what is new has it alone. */
const SPARE_SHARE = 0.2;
const POSTS_A_TURN = 100;
const THREADS_A_TURN = 3;
const THREAD_DEPTH = 100;
/** A post that was written a moment ago may not have reached every list yet. */
const SETTLED_MS = 2 * 60_000;

/**
 * Looks again at what is held, a part of it each minute, in turn: messages that were edited or deleted (the network
 * tells nobody), and the account's latest threads, for nested replies that were not notified and replies hidden elsewhere.
 */
export async function keepUp(session: Session, cursor: Cursor): Promise<InboundEvent[]> {
  const now = session.now().getTime();
  if (now - cursor.upkeep.at < PAUSE_MS || session.remainingShare() < SPARE_SHARE) return [];
  const events = [...(await recheckMessages(session, cursor)), ...(await rereadThreads(session, cursor))];
  cursor.upkeep.at = now;
  return events;
}

async function recheckMessages(session: Session, cursor: Cursor): Promise<InboundEvent[]> {
  const settled = cursor.watched.filter(({ at }) => at < session.now().getTime() - SETTLED_MS).map(({ uri }) => uri);
  const { part, next } = take(settled, cursor.upkeep.watchedTurn, POSTS_A_TURN);
  const posts = await readPosts(session, part);
  const deleted: InboundEvent[] = [];
  for (const uri of part.filter((one) => !posts.has(one))) {
    // A post of somebody blocked is absent from the list too; only its thread tells the two apart.
    const thread = await readThread(session, uri, 0);
    if (thread?.post) continue;
    if (!thread?.blocked) deleted.push({ type: 'message_deleted', externalId: uri, deletedAt: session.now() });
    cursor.watched = cursor.watched.filter((entry) => entry.uri !== uri);
  }
  cursor.upkeep.watchedTurn = next;
  const changed = [...posts.values()].filter((post) => knownAs(cursor, post) === 'changed').map(({ uri }) => uri);
  const edited = changed.length > 0 ? await changesOfPosts(session, cursor, changed, posts) : [];
  return [...edited, ...deleted];
}

async function rereadThreads(session: Session, cursor: Cursor): Promise<InboundEvent[]> {
  const { part, next } = take(cursor.ownPosts, cursor.upkeep.threadTurn, THREADS_A_TURN);
  const events: InboundEvent[] = [];
  for (const own of part) {
    const thread = await readThread(session, own.uri, THREAD_DEPTH);
    if (!thread?.post) {
      cursor.ownPosts = cursor.ownPosts.filter(({ uri }) => uri !== own.uri);
      continue;
    }
    const posts = postsOfThread(thread);
    const fresh = [...posts.values()].filter((post) => knownAs(cursor, post) !== 'same').map(({ uri }) => uri);
    events.push(...(await changesOfPosts(session, cursor, fresh, posts)));
    const hidden = thread.post.threadgate?.record?.hiddenReplies ?? [];
    events.push(...hiddenChanges(own.hidden, hidden));
    own.hidden = hidden;
  }
  cursor.upkeep.threadTurn = next;
  return events;
}

function hiddenChanges(before: string[], after: string[]): InboundEvent[] {
  const changed = (from: string[], to: string[]) => to.filter((uri) => !from.includes(uri));
  return [
    ...changed(before, after).map((externalId) => ({ type: 'message_hidden' as const, externalId, hidden: true })),
    ...changed(after, before).map((externalId) => ({ type: 'message_hidden' as const, externalId, hidden: false })),
  ];
}

function take<T>(list: T[], turn: number, size: number): { part: T[]; next: number } {
  const from = turn < list.length ? turn : 0;
  return { part: list.slice(from, from + size), next: from + size };
}
