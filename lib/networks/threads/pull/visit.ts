import type { InboundEvent } from '../../contract.ts';
import type { ThreadsChannel } from '../credentials.ts';
import { inboundReply, isHidden, isOwn } from '../inbound.ts';
import { isAway, readAuthor, readConversation, readPending } from '../read.ts';
import type { Media } from '../wire.ts';
import { forget, knownOf, stateOf, noteRoot, remember, rootOf, type Cursor, type Visit } from './cursor.ts';
import { NetworkError } from '../../errors.ts';
import { unlessGone, unlessGoneOrRefused } from '../../kit/unless-gone.ts';
import { takeTurn } from '../../kit/watch-list.ts';

/** The most answers missing from a conversation that are read by their id. */
const LOOKS = 20;
/** How often answers beyond the first page are checked, in milliseconds. */
const DEEP_MS = 24 * 3_600_000;
/** How many levels of the account's own answers are followed upwards to find the contact. */
const MAX_DEPTH = 20;

/** Reads the queued conversations, with at most `calls` pages. Moves the cursor. */
export async function visitConversations(
  channel: ThreadsChannel,
  cursor: Cursor,
  calls: number,
): Promise<InboundEvent[]> {
  const events: InboundEvent[] = [];
  for (let left = calls; left > 0; left -= 1) {
    const [visit] = cursor.visits;
    if (!visit) break;
    events.push(...(await readPage(channel, cursor, visit)));
    if (visit.after === null) cursor.visits.shift();
  }
  return events.toSorted((one, other) => timeOf(one) - timeOf(other));
}

/** Reads one page and sets where to continue: null at the end. */
async function readPage(channel: ThreadsChannel, cursor: Cursor, visit: Visit): Promise<InboundEvent[]> {
  const isFirst = visit.after === null;
  const page = await unlessGone(readConversation(channel, visit.root, visit.after ?? undefined)).catch(
    (error: unknown) => {
      // The list cursor is no longer valid: the next reading starts at the newest again.
      if (!isFirst && error instanceof NetworkError && error.reason === 'rejected')
        return { data: [], after: undefined };
      throw error;
    },
  );
  if (!page) {
    cursor.posts.roots = cursor.posts.roots.filter(({ id }) => id !== visit.root);
    visit.after = null;
    return [];
  }
  const events: InboundEvent[] = [];
  for (const one of page.data) events.push(...(await changesOf(channel, cursor, { one, page: page.data, visit })));
  const times = page.data.map(({ timestamp }) => timestamp.getTime());
  const isDone = page.after === undefined || Math.min(...times) <= visit.floor;
  if (isFirst) {
    const oldest = page.after === undefined ? -Infinity : Math.min(...times);
    events.push(
      ...(await findDeleted(channel, cursor, visit.root, { seen: new Set(page.data.map(({ id }) => id)), oldest })),
    );
    noteVisit(cursor, visit.root, times, channel.now());
  }
  visit.after = isDone ? null : (page.after ?? null);
  return events;
}

/** The changes in an answer since it was reported: it is new, it was edited, or it was hidden or shown. */
async function changesOf(
  channel: ThreadsChannel,
  cursor: Cursor,
  { one, page, visit }: { one: Media; page: readonly Media[]; visit: Visit },
): Promise<InboundEvent[]> {
  const { account } = channel;
  const at = one.timestamp.getTime();
  const known = knownOf(cursor, one.id);
  const state = stateOf(one);
  if (known?.state === state || (!known && at <= visit.floor)) return [];
  remember(cursor, [{ id: one.id, parentId: visit.root, at, state }]);
  const hiding: InboundEvent = { type: 'message_hidden', externalId: one.id, hidden: isHidden(one) };
  const isEdited = known !== undefined && known.state.slice(1) !== state.slice(1);
  const wasHidden = known !== undefined && known.state[0] !== state[0];
  if (known && !isEdited && !known.state.startsWith('p')) return [hiding];
  const contact = isOwn(one, account) ? await contactAbove(channel, one, { page, rootId: visit.root }) : undefined;
  const message = inboundReply(one, { rootId: visit.root, account, contact });
  return [
    isEdited ? { ...message, editedAt: channel.now() } : message,
    ...(wasHidden || (!known && isHidden(one)) ? [hiding] : []),
  ];
}

/** Whom the account's own answer is for: the nearest other author above it. */
export async function contactAbove(
  channel: ThreadsChannel,
  one: Media,
  { page, rootId }: { page: readonly Media[]; rootId: string },
): Promise<string | undefined> {
  let above = one.replied_to?.id;
  for (let depth = 0; depth < MAX_DEPTH && above !== undefined && above !== rootId; depth += 1) {
    const parent = page.find(({ id }) => id === above);
    if (!parent) {
      const username = await readAuthor(channel, above);
      return username === channel.account.handle ? undefined : username;
    }
    if (!isOwn(parent, channel.account)) return parent.username;
    above = parent.replied_to?.id;
  }
  return undefined;
}

/** The network does not report deletions: a reported answer that is missing is read by its id. */
async function findDeleted(
  channel: ThreadsChannel,
  cursor: Cursor,
  rootId: string,
  { seen, oldest }: { seen: Set<string>; oldest: number },
): Promise<InboundEvent[]> {
  const unseen = cursor.known.filter(
    ({ id, parentId, state }) => parentId === rootId && !seen.has(id) && !state.startsWith('p'),
  );
  const absent = unseen.filter(({ at }) => at > oldest);
  const deep = unseen.filter(({ at }) => at <= oldest);
  const events: InboundEvent[] = [];
  for (const { id } of [...absent.slice(0, LOOKS), ...deepInTurn(cursor, rootId, deep, channel.now())]) {
    if (!(await isAway(channel, id))) continue;
    forget(cursor, id);
    events.push({ type: 'message_deleted', externalId: id, deletedAt: channel.now() });
  }
  return events;
}

/** Some of the answers beyond the first page each day, in turn. */
function deepInTurn<T>(cursor: Cursor, rootId: string, deep: readonly T[], now: Date): T[] {
  const root = rootOf(cursor, rootId);
  if (!root || deep.length === 0 || now.getTime() - (root.deepAt ?? 0) < DEEP_MS) return [];
  const { part, next } = takeTurn(deep, root.deepTurn ?? 0, LOOKS);
  noteRoot(cursor, { ...root, deepAt: now.getTime(), deepTurn: next });
  return part;
}

/**
 * The answers that await approval under the newest posts. Where approval is switched off, the network has no such
 * list.
 */
export async function readPendingAnswers(
  channel: ThreadsChannel,
  cursor: Cursor,
  roots: number,
): Promise<InboundEvent[]> {
  const events: InboundEvent[] = [];
  for (const { id: rootId } of cursor.posts.roots.slice(0, roots)) {
    const page = await unlessGoneOrRefused(readPending(channel, rootId));
    for (const one of page?.data ?? []) {
      if (knownOf(cursor, one.id)) continue;
      remember(cursor, [{ id: one.id, parentId: rootId, at: one.timestamp.getTime(), state: stateOf(one, true) }]);
      events.push(inboundReply(one, { rootId, account: channel.account, isPending: true }));
    }
  }
  return events.toSorted((one, other) => timeOf(one) - timeOf(other));
}

function noteVisit(cursor: Cursor, rootId: string, times: readonly number[], now: Date): void {
  const root = rootOf(cursor, rootId);
  if (root) noteRoot(cursor, { ...root, visitedAt: now.getTime(), newest: Math.max(root.newest, ...times) });
}

function timeOf(event: InboundEvent): number {
  return event.type === 'message' ? event.createdAt.getTime() : Infinity;
}
