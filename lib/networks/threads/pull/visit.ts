import type { InboundEvent } from '../../contract.ts';
import type { ThreadsChannel } from '../credentials.ts';
import { inboundReply, isHidden, isOwn } from '../inbound.ts';
import { readAuthor, readConversation, readPending } from '../read.ts';
import type { Media } from '../wire.ts';
import { forget, knownOf, markOf, noteRoot, remember, rootOf, type Cursor, type Visit } from './cursor.ts';
import { NetworkError } from '../../errors.ts';
import { unlessGone, unlessGoneOrRefused } from '../../kit/unless-gone.ts';

/** Of those that are missing from a conversation, so many are looked for one by one. */
const LOOKS = 20;
/** How often answers below the first page are looked for, in milliseconds. */
const DEEP_MS = 24 * 3_600_000;
/** Whose own answers answer each other goes up so far for the person. */
const MAX_DEPTH = 20;

/** Works off the next conversations, with at most `calls` pages. Moves the cursor. */
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

/** Reads one page, and sets where the visit goes on: null at its end. */
async function readPage(channel: ThreadsChannel, cursor: Cursor, visit: Visit): Promise<InboundEvent[]> {
  const isFirst = visit.after === null;
  const page = await unlessGone(readConversation(channel, visit.root, visit.after ?? undefined)).catch(
    (error: unknown) => {
      // A place to go on from that is no more: the next visit begins at the newest again.
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
  for (const one of page.data) events.push(...(await tell(channel, cursor, { one, page: page.data, visit })));
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

/** What an answer adds to what is held: itself, other words, or that it was hidden or shown meanwhile. */
async function tell(
  channel: ThreadsChannel,
  cursor: Cursor,
  { one, page, visit }: { one: Media; page: readonly Media[]; visit: Visit },
): Promise<InboundEvent[]> {
  const { account } = channel;
  const at = one.timestamp.getTime();
  const held = knownOf(cursor, one.id);
  const mark = markOf(one);
  if (held?.mark === mark || (!held && at <= visit.floor)) return [];
  remember(cursor, [{ id: one.id, of: visit.root, at, mark }]);
  const hiding: InboundEvent = { type: 'message_hidden', externalId: one.id, hidden: isHidden(one) };
  const isEdited = held !== undefined && held.mark.slice(1) !== mark.slice(1);
  const wasHidden = held !== undefined && held.mark[0] !== mark[0];
  if (held && !isEdited && !held.mark.startsWith('p')) return [hiding];
  const contact = isOwn(one, account) ? await contactAbove(channel, one, { page, rootId: visit.root }) : undefined;
  const message = inboundReply(one, { rootId: visit.root, account, contact });
  return [
    isEdited ? { ...message, editedAt: channel.now() } : message,
    ...(wasHidden || (!held && isHidden(one)) ? [hiding] : []),
  ];
}

/** Whom the account's own answer is for: the nearest author above it who is somebody else. */
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

/** Nobody is told of a deleted answer: what was told and no longer stands there is looked for by its id. */
async function findDeleted(
  channel: ThreadsChannel,
  cursor: Cursor,
  rootId: string,
  { seen, oldest }: { seen: Set<string>; oldest: number },
): Promise<InboundEvent[]> {
  const unseen = cursor.known.filter(({ id, of, mark }) => of === rootId && !seen.has(id) && !mark.startsWith('p'));
  const absent = unseen.filter(({ at }) => at > oldest);
  const deep = unseen.filter(({ at }) => at <= oldest);
  const events: InboundEvent[] = [];
  for (const { id } of [...absent.slice(0, LOOKS), ...deepInTurn(cursor, rootId, deep, channel.now())]) {
    if ((await readAuthor(channel, id)) !== undefined) continue;
    forget(cursor, id);
    events.push({ type: 'message_deleted', externalId: id, deletedAt: channel.now() });
  }
  return events;
}

/** Of those that stand below the first page, some each day, in turn. */
function deepInTurn<T>(cursor: Cursor, rootId: string, deep: readonly T[], now: Date): T[] {
  const root = rootOf(cursor, rootId);
  if (!root || deep.length === 0 || now.getTime() - (root.deepAt ?? 0) < DEEP_MS) return [];
  noteRoot(cursor, { ...root, deepAt: now.getTime() });
  const from = (Math.floor(now.getTime() / DEEP_MS) * LOOKS) % deep.length;
  return [...deep.slice(from), ...deep.slice(0, from)].slice(0, LOOKS);
}

/** What waits for approval under the newest posts. Where approvals are off the network has no such list. */
export async function readStoredMessages(
  channel: ThreadsChannel,
  cursor: Cursor,
  roots: number,
): Promise<InboundEvent[]> {
  const events: InboundEvent[] = [];
  for (const { id: rootId } of cursor.posts.roots.slice(0, roots)) {
    const page = await unlessGoneOrRefused(readPending(channel, rootId));
    for (const one of page?.data ?? []) {
      if (knownOf(cursor, one.id)) continue;
      remember(cursor, [{ id: one.id, of: rootId, at: one.timestamp.getTime(), mark: markOf(one, true) }]);
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
