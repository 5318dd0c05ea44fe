import type { InboundEvent } from '../../contract.ts';
import { isGone } from '../../kit/unless-gone.ts';
import { takeTurn } from '../../kit/watch-list.ts';
import { NetworkError } from '../../errors.ts';
import type { FacebookChannel } from '../credentials.ts';
import { callGraph } from '../calls.ts';
import { isAdPost, type Under } from '../inbound.ts';
import { readPost, walkComments } from '../read-comments.ts';
import { idAnswer, type Comment } from '../wire.ts';
import { changesOf } from './comments.ts';
import { forgetSeen, secondsOf, type Cursor } from './cursor.ts';
import type { Found } from './found.ts';

const PAUSE_MS = 30 * 60_000;
const POSTS_A_TURN = 10;
const PAGES_A_POST = 5;

/**
 * Rechecks the latest comments, some posts each half hour, in turn. Only webhooks report edits and deletions: here, a
 * comment that is missing from its list is read by its id.
 */
export async function* recheckStored(channel: FacebookChannel, cursor: Cursor): AsyncGenerator<Found, void, undefined> {
  const now = channel.now().getTime();
  if (now - cursor.recheck.at < PAUSE_MS) return;
  const posts = [...new Set(cursor.seen.map(({ postId }) => postId))];
  const { part, next } = takeTurn(posts, cursor.recheck.turn, POSTS_A_TURN);
  for (const postId of part) yield { events: await recheckPost(channel, cursor, postId) };
  cursor.recheck = { at: now, turn: next };
}

async function recheckPost(channel: FacebookChannel, cursor: Cursor, postId: string): Promise<InboundEvent[]> {
  const watched = cursor.seen.filter((one) => one.postId === postId);
  const under = await readUnder(channel, postId);
  if (under === 'unreadable') return [];
  if (!under)
    return await findDeleted(
      channel,
      cursor,
      watched.map(({ id }) => id),
    );
  const floor = Math.min(...watched.map(({ at }) => at));
  const comments: Comment[] = [];
  let pages = 0;
  let isWhole = false;
  for await (const { data, after } of walkComments(channel, postId)) {
    comments.push(...data);
    pages += 1;
    isWhole = after === undefined || data.some((node) => secondsOf(node.created_time) < floor);
    if (isWhole || pages === PAGES_A_POST) break;
  }
  const present = new Set([postId, ...comments.map(({ id }) => id)]);
  const known = new Set(watched.map(({ id }) => id));
  const changes = changesOf(
    channel,
    cursor,
    comments.filter(({ id }) => known.has(id)),
    under,
  );
  const missing = isWhole ? [...known].filter((id) => !present.has(id)) : [];
  return [...changes, ...(await findDeleted(channel, cursor, missing))];
}

/** What a post is now; null when it is gone. */
async function readUnder(channel: FacebookChannel, postId: string): Promise<Under | 'unreadable' | null> {
  try {
    const node = await readPost(channel, postId);
    const isOwn = !node.from || node.from.id === channel.account.externalId;
    return { id: postId, isOwn, isAd: isAdPost(node), authorId: node.from?.id };
  } catch (error) {
    // On other Pages and profiles, the author's privacy settings may hide it.
    const isOnPage = postId.startsWith(`${channel.account.externalId}_`);
    if (error instanceof NetworkError && error.kind === 'gone') return isOnPage ? null : 'unreadable';
    if (error instanceof NetworkError && (error.kind === 'refused' || error.reason === 'unexpected_answer'))
      return 'unreadable';
    throw error;
  }
}

/**
 * Which messages are gone, of those missing from their lists. Others may only be hidden by their author's privacy
 * settings.
 */
async function findDeleted(channel: FacebookChannel, cursor: Cursor, ids: string[]): Promise<InboundEvent[]> {
  const deleted: InboundEvent[] = [];
  for (const id of ids) {
    const look = callGraph(channel, { path: id, query: { fields: 'id' }, schema: idAnswer });
    if (await isGone(look)) deleted.push({ type: 'message_deleted', externalId: id, deletedAt: channel.now() });
    forgetSeen(cursor, id);
  }
  return deleted;
}
