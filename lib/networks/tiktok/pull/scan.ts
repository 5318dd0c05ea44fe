import type { InboundEvent } from '../../contract.ts';
import { lacksEntries } from '../../kit/entries.ts';
import { unlessGoneOrRejected } from '../../kit/unless-gone.ts';
import { readComments, readCommentsById, readReplies } from '../comments/read.ts';
import type { TikTokChannel } from '../credentials.ts';
import { contactOf, hiddenEvent, isHidden, messageOf } from '../inbound.ts';
import { BACKFILL_MS } from '../limits.ts';
import type { Comment, CommentsPage, Position } from '../wire.ts';
import { seconds, type VideoState } from './cursor.ts';

/** How many comments of a video are read for a change of its count that the new ones do not explain. */
const DEPTH = 300;
/**
 * The most comments whose replies are all read again at once, in turn: the count stays the same when one reply goes
 * and one comes.
 */
const REPLIES_A_LOOK = 3;
/** How long a video that the network refused to read is left alone, in seconds. */
const PAUSE_S = 3_600;
/** Up to this many comments, the network keeps the requested order. */
const ORDERED = 500;

/** Reads the newest comments of a video whose count is now `count`, and decides what to read below. */
export async function scanHead(channel: TikTokChannel, state: VideoState, count: number): Promise<InboundEvent[]> {
  const page = await readComments(channel, state.id, 0);
  const seen = await takePage(channel, state, page);
  const gone = await findDeleted(channel, state, page);
  state.x += count - state.n - seen.found + gone.length;
  state.n = count;
  lookOn(channel, state, page);
  return [...seen.events, ...gone];
}

/** Reads the next older comments of a video. */
export async function scanOn(channel: TikTokChannel, state: VideoState): Promise<InboundEvent[]> {
  const at = state.pos ?? 0;
  const page = await readComments(channel, state.id, at);
  const { events, found } = await takePage(channel, state, page);
  state.x -= found;
  if (at === 0) state.h = Math.max(state.h, newestOn(page));
  const isEnd = page.has_more !== true || page.cursor === undefined || page.cursor === at;
  if (isEnd || isRead(channel, state, page, at)) settle(state);
  else state.pos = page.cursor ?? null;
  return events;
}

/** Reads a video's newest comments again, a page of those below in its turn, and the other known ones by id. */
export async function rescan(channel: TikTokChannel, state: VideoState): Promise<InboundEvent[]> {
  const page = await readComments(channel, state.id, 0);
  const { events, found } = await takePage(channel, state, page, { again: leastReread(state, page) });
  const gone = await findDeleted(channel, state, page, { everywhere: true });
  // As many went as came: the count does not tell that there are more new ones below.
  if (found > 0 && state.pos === null && !state.first) lookOn(channel, state, page);
  const at = state.below ?? page.cursor;
  delete state.below;
  if (page.has_more !== true || at === undefined) return [...events, ...gone];
  const lower = await readComments(channel, state.id, at);
  const below = await takePage(channel, state, lower, { again: leastReread(state, lower) });
  const hasMore = lower.has_more === true && lower.cursor !== at && !isOlder(lower, channel.now());
  if (hasMore && lower.cursor !== undefined) state.below = lower.cursor;
  return [...events, ...gone, ...below.events];
}

/** Ends a look that came to its end. */
function settle(state: VideoState): void {
  // A comment that is deleted while pages are read moves the others up, and one of them past the reader.
  const isMissed = state.x > 0 && !state.again;
  delete state.again;
  if (isMissed) {
    state.pos = 0;
    state.again = true;
    return;
  }
  state.c = Math.max(state.c, state.h);
  end(state);
}

/** Ends a look that the network refuses: it is tried again when the count changes, or after a while. */
export function putOff(state: VideoState, now: Date): void {
  end(state);
  state.due = seconds(now) + PAUSE_S;
}

function end(state: VideoState): void {
  state.pos = null;
  state.first = false;
  state.x = 0;
  delete state.again;
}

/** Decides where the look that begins with the newest page goes on. */
function lookOn(channel: TikTokChannel, state: VideoState, page: CommentsPage): void {
  // What is read of a look in progress stays read when this page reaches down to its beginning.
  const joins = state.pos !== null && oldestOn(page) < state.h;
  state.h = Math.max(state.h, newestOn(page));
  const hasMore = page.has_more === true && page.cursor !== undefined && !isOlder(page, channel.now());
  if (!hasMore) settle(state);
  else if (joins) return;
  else if (isRead(channel, state, page, 0)) settle(state);
  else state.pos = page.cursor ?? null;
}

/** Whether nothing below the page is still to be read. */
function isRead(channel: TikTokChannel, state: VideoState, page: CommentsPage, at: Position): boolean {
  if (state.first) return Number(at) < ORDERED && isOlder(page, channel.now());
  if (oldestOn(page) >= state.c) return false;
  return state.x === 0 || state.again === true || Number(page.cursor) >= DEPTH;
}

const newestOn = ({ comments }: CommentsPage) =>
  Math.max(0, ...comments.map(({ create_time }) => seconds(create_time)));

/** A page without comments says nothing. */
const oldestOn = ({ comments }: CommentsPage) => Math.min(...comments.map(({ create_time }) => seconds(create_time)));

/** Of the comments that have more replies than are included, those whose replies were not read for longest. */
function leastReread(state: VideoState, { comments }: CommentsPage): ReadonlySet<string> {
  const rereadAt = ({ comment_id }: Comment) => state.k[comment_id]?.rereadAt ?? 0;
  const partly = comments.filter((comment) => !isWhole(comment) && !isHidden(comment));
  const first = partly.toSorted((one, other) => rereadAt(one) - rereadAt(other)).slice(0, REPLIES_A_LOOK);
  return new Set(first.map(({ comment_id }) => comment_id));
}

/** Whether all its replies are included. For a hidden comment without any, this is unknown. */
function isWhole(comment: Comment): boolean {
  const { reply_list: inline = [], replies } = comment;
  if (lacksEntries(inline)) return false;
  return replies === undefined ? !isHidden(comment) : inline.length >= replies;
}

/**
 * The changes on a page.
 * @param again comments whose replies are read though their number is unchanged
 */
async function takePage(
  channel: TikTokChannel,
  state: VideoState,
  page: CommentsPage,
  { again = new Set() }: { again?: ReadonlySet<string> } = {},
): Promise<{ events: InboundEvent[]; found: number }> {
  const events: InboundEvent[] = [];
  let found = 0;
  for (const comment of page.comments) {
    const before = state.k[comment.comment_id];
    const reported = changesOf(channel, state, comment);
    events.push(...reported);
    found += countNew(reported);
    let replies = before?.replies ?? 0;
    const isOther = replies !== (comment.replies ?? 0) || (before && isWhole(comment)) || again.has(comment.comment_id);
    if (isOther) {
      const answers = await takeReplies(channel, state, comment, { isKnown: !before && isKnown(state, comment) });
      events.push(...answers.events);
      found += countNew(answers.events) - answers.events.filter(({ type }) => type === 'message_deleted').length;
      // What the network did not return is read again later.
      if (answers.isGiven) replies = comment.replies ?? 0;
    }
    const rereadAt = again.has(comment.comment_id) ? seconds(channel.now()) : before?.rereadAt;
    state.k[comment.comment_id] = {
      at: seconds(comment.create_time),
      replies,
      ...(isHidden(comment) && { isHidden: true }),
      ...(rereadAt !== undefined && { rereadAt }),
    };
  }
  return { events, found };
}

/** @returns `isGiven`: the network returned everything it can */
async function takeReplies(
  channel: TikTokChannel,
  state: VideoState,
  top: Comment,
  { isKnown: topIsHeld }: { isKnown: boolean },
): Promise<{ events: InboundEvent[]; isGiven: boolean }> {
  const inline = (top.reply_list ?? []).map((reply) => ({ ...reply, parent_comment_id: top.comment_id }));
  // For a comment that was reported long ago, only the included replies are checked.
  const isEnough = topIsHeld && inline.length > 0;
  // The network lists no replies of a hidden comment.
  const isAsked = !isWhole(top) && !isEnough && !isHidden(top);
  const listed = isAsked ? await unlessGoneOrRejected(readReplies(channel, state.id, top.comment_id)) : null;
  const replies = listed ?? inline;
  const events = replies.flatMap((reply) => changesOf(channel, state, reply, contactOf(reply, top, replies)));
  for (const reply of replies) {
    state.k[reply.comment_id] = {
      at: seconds(reply.create_time),
      replies: 0,
      ...(isHidden(reply) && { isHidden: true }),
      parentId: top.comment_id,
    };
  }
  const isAll = listed ? !lacksEntries(listed) : isWhole(top);
  if (!isAll) return { events, isGiven: isEnough };
  const still = new Set(replies.map(({ comment_id }) => comment_id));
  for (const [id, { parentId: parent }] of Object.entries(state.k)) {
    if (parent !== top.comment_id || still.has(id)) continue;
    delete state.k[id];
    events.push({ type: 'message_deleted', externalId: id, deletedAt: channel.now() });
  }
  return { events, isGiven: true };
}

/** A comment that is new, or that was hidden or shown. */
function changesOf(channel: TikTokChannel, state: VideoState, comment: Comment, contact?: string): InboundEvent[] {
  const before = state.k[comment.comment_id];
  if (before) return (before.isHidden ?? false) === isHidden(comment) ? [] : [hiddenEvent(comment)];
  if (isKnown(state, comment) || +comment.create_time < +channel.now() - BACKFILL_MS) return [];
  const message = messageOf(comment, { videoId: state.id, account: channel.account, contact });
  return isHidden(comment) ? [message, hiddenEvent(comment)] : [message];
}

/** Whether an unknown comment was reported before and dropped from the cursor. */
function isKnown(state: VideoState, comment: Comment): boolean {
  return !state.first && seconds(comment.create_time) <= state.w;
}

/** Known comments that are missing from the page, read by id. */
async function findDeleted(
  channel: TikTokChannel,
  state: VideoState,
  page: CommentsPage,
  { everywhere = false } = {},
): Promise<Extract<InboundEvent, { type: 'message_deleted' }>[]> {
  const shown = new Set(page.comments.map(({ comment_id }) => comment_id));
  const oldest =
    everywhere || !page.has_more ? 0 : Math.min(...page.comments.map(({ create_time }) => seconds(create_time)));
  const missing = Object.entries(state.k).filter(
    ([id, { at, parentId }]) => !parentId && at > oldest && !shown.has(id),
  );
  if (missing.length === 0) return [];
  const ids = missing.map(([id]) => id);
  const found = await unlessGoneOrRejected(readCommentsById(channel, state.id, ids));
  // What the network does not return by id, or what may be among what cannot be read, is unknown, not deleted.
  if (!found || lacksEntries(found)) return [];
  const still = new Set(found.map(({ comment_id }) => comment_id));
  const gone = new Set(ids.filter((id) => !still.has(id)));
  // The replies of a deleted comment are gone too.
  for (const [id, { parentId: parent }] of Object.entries(state.k)) if (parent && gone.has(parent)) gone.add(id);
  for (const id of gone) delete state.k[id];
  return [...gone].map((externalId) => ({ type: 'message_deleted', externalId, deletedAt: channel.now() }));
}

function isOlder(page: CommentsPage, now: Date): boolean {
  return page.comments.length > 0 && page.comments.every(({ create_time }) => +create_time < +now - BACKFILL_MS);
}

function countNew(events: readonly InboundEvent[]): number {
  return events.filter(({ type }) => type === 'message').length;
}
