import type { InboundEvent } from '../../contract.ts';
import { isGone } from '../../kit/unless-gone.ts';
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
 * Looks again at the latest comments, some posts each half hour, in turn. Webhooks tell of edits and deletions too; no
 * list does: a comment that is missing where it stood is asked for.
 */
export async function* keepUp(channel: FacebookChannel, cursor: Cursor): AsyncGenerator<Found, void, undefined> {
  const now = channel.now().getTime();
  if (now - cursor.upkeep.at < PAUSE_MS) return;
  const posts = [...new Set(cursor.seen.map(([, postId]) => postId))];
  const from = cursor.upkeep.turn < posts.length ? cursor.upkeep.turn : 0;
  for (const postId of posts.slice(from, from + POSTS_A_TURN))
    yield { events: await lookAgain(channel, cursor, postId) };
  cursor.upkeep = { at: now, turn: from + POSTS_A_TURN };
}

async function lookAgain(channel: FacebookChannel, cursor: Cursor, postId: string): Promise<InboundEvent[]> {
  const held = cursor.seen.filter(([, under]) => under === postId);
  const under = await readUnder(channel, postId);
  if (under === 'unreadable') return [];
  if (!under)
    return await findDeleted(
      channel,
      cursor,
      held.map(([id]) => id),
    );
  const floor = Math.min(...held.map(([, , , , at]) => at));
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
  const known = new Set(held.map(([id]) => id));
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
    // Elsewhere, it may be its author's privacy that hides it.
    const isOnPage = postId.startsWith(`${channel.account.externalId}_`);
    if (error instanceof NetworkError && error.kind === 'gone') return isOnPage ? null : 'unreadable';
    if (error instanceof NetworkError && error.kind === 'refused') return 'unreadable';
    throw error;
  }
}

/** Of the messages that stand in no list any more, those that are gone: others may be hidden by their author's privacy. */
async function findDeleted(channel: FacebookChannel, cursor: Cursor, ids: string[]): Promise<InboundEvent[]> {
  const deleted: InboundEvent[] = [];
  for (const id of ids) {
    const look = callGraph(channel, { path: id, query: { fields: 'id' }, schema: idAnswer });
    if (await isGone(look)) deleted.push({ type: 'message_deleted', externalId: id, deletedAt: channel.now() });
    forgetSeen(cursor, id);
  }
  return deleted;
}
