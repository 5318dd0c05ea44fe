import type { InboundEvent } from '../../contract.ts';
import { unlessGoneOrRefused } from '../../kit/unless-gone.ts';
import { readMessages } from '../acts/conversation.ts';
import type { FacebookChannel } from '../credentials.ts';
import { callGraph } from '../calls.ts';
import { contactIn, inboundDirectMessage } from '../inbound-message.ts';
import { costs } from '../limits.ts';
import { isBadCursor } from '../read-comments.ts';
import { conversationFields, conversationsAnswer, type Conversation, type DirectMessage } from '../wire.ts';
import { isReported, noteReported, secondsOf, type Cursor } from './cursor.ts';
import type { Found } from './found.ts';
import { oldest, OVERLAP } from './spans.ts';

const PAGE = 25;

/** Conversations with activity since the last pull, the latest first. */
export async function* readNewestConversations(
  channel: FacebookChannel,
  cursor: Cursor,
): AsyncGenerator<Found, void, undefined> {
  const list = cursor.conversations;
  const isFirst = list.head === 0 && !list.isDone;
  const floor = isFirst ? oldest(channel.now()) : list.head - OVERLAP;
  let after: string | undefined;
  let head = list.head;
  do {
    const page = await readPage(channel, after);
    head = Math.max(head, ...page.data.map((one) => secondsOf(one.updated_time)));
    yield* readMoved(channel, cursor, page.data, floor);
    after = isBelow(page.data, floor) ? undefined : page.after;
    // On the first pull, older pages are left for later. After that, everything since the last pull is read at once.
    if (isFirst) Object.assign(list, { after, isDone: after === undefined });
  } while (after !== undefined && !isFirst);
  list.head = head;
}

export async function* readOlderConversations(
  channel: FacebookChannel,
  cursor: Cursor,
): AsyncGenerator<Found, void, undefined> {
  const list = cursor.conversations;
  if (list.isDone) return;
  const floor = oldest(channel.now());
  const page = await readPage(channel, list.after).catch((error: unknown) => {
    if (list.after !== undefined && isBadCursor(error)) return readPage(channel, undefined);
    throw error;
  });
  yield* readMoved(channel, cursor, page.data, floor);
  const after = isBelow(page.data, floor) ? undefined : page.after;
  Object.assign(list, { after, isDone: after === undefined });
}

async function* readMoved(
  channel: FacebookChannel,
  cursor: Cursor,
  conversations: Conversation[],
  floor: number,
): AsyncGenerator<Found, void, undefined> {
  for (const conversation of conversations) {
    const updated = secondsOf(conversation.updated_time);
    const contact = contactIn(conversation, channel.account);
    if (updated < floor || !contact) continue;
    // Most conversations within the overlap did not change. A second message within one second changes only the
    // count.
    const state = `${updated} ${conversation.message_count}`;
    if (isReported(cursor, conversation.id, state)) continue;
    const events: InboundEvent[] = [];
    const nodes = await readIfShown(channel, conversation.id);
    // A refusal may pass: it is read again as long as it is among the latest.
    if (nodes) noteReported(cursor, conversation.id, state);
    for (const node of nodes ?? []) {
      if (secondsOf(node.created_time) < oldest(channel.now())) continue;
      const message = inboundDirectMessage(node, contact, channel.account);
      const change = noteReported(cursor, node.id, node.message);
      if (change === 'new') events.push(message);
      if (change === 'edited') events.push({ ...message, editedAt: channel.now() });
    }
    yield { events };
  }
}

/** A conversation that may not be read must not block the others. @returns null when the network refuses */
async function readIfShown(channel: FacebookChannel, conversationId: string): Promise<DirectMessage[] | null> {
  return await unlessGoneOrRefused(readMessages(channel, conversationId));
}

/** A page of conversations, those with the latest activity first. */
export async function readPage(channel: FacebookChannel, after: string | undefined) {
  const page = await callGraph(channel, {
    path: `${channel.account.externalId}/conversations`,
    query: { platform: 'MESSENGER', folder: 'inbox', fields: conversationFields, limit: PAGE, after },
    schema: conversationsAnswer,
    costs: costs.ofMessages,
  });
  return { data: page.data, after: page.paging?.next === undefined ? undefined : page.paging.cursors?.after };
}

function isBelow(conversations: Conversation[], floor: number): boolean {
  return conversations.some(({ updated_time: at }) => secondsOf(at) < floor);
}
