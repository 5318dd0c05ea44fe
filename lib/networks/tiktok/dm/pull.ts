import type { TikTokChannel } from '../credentials.ts';
import { type Batch, inBatches } from '../pull/batch.ts';
import type { ConversationState, Cursor } from '../pull/cursor.ts';
import { messageOf } from './inbound.ts';
import { readConversations, readMessages, updatedAt } from './read.ts';
import type { Message } from './wire.ts';
import { unlessGoneOrRejected } from '../../kit/unless-gone.ts';

const CONVERSATIONS_A_PAGE = 10;
/** How long a conversation that the network refused to show is left alone. */
const PAUSE_MS = 3_600_000;
/** Messages may appear out of order by this much. */
const OVERLAP_MS = 10 * 60_000;

/** The conversations that changed since they were last read. Moves the cursor. */
export async function* pullMessages(channel: TikTokChannel, cursor: Cursor): AsyncGenerator<Batch, void, undefined> {
  const listed = await readConversations(channel);
  const states = new Map(cursor.conversations.map((state) => [state.id, state]));
  const changed = listed.filter((one) => {
    const existing = states.get(one.conversation_id);
    if (existing?.refused?.u === updatedAt(one)) return existing.refused.due <= channel.now().getTime();
    // Without a time, nobody can tell that nothing changed.
    return !existing || updatedAt(one) === 0 || updatedAt(one) !== existing.u;
  });
  yield* inBatches(changed, CONVERSATIONS_A_PAGE, async (one, batch) => {
    const id = one.conversation_id;
    const existing = states.get(id) ?? { id, u: 0, t: 0, k: [] };
    const read = await unlessGoneOrRejected(readMessages(channel, id));
    const { messages = [], participants = [] } = read ?? {};
    for (const message of messages.filter((each) => isNew(each, existing))) {
      batch.events.push(await messageOf(channel, message, { conversationId: id, participants }));
    }
    const refused = { u: updatedAt(one), due: channel.now().getTime() + PAUSE_MS };
    const next = read ? { ...after(existing, messages), u: updatedAt(one) } : { ...existing, refused };
    cursor.conversations = [...cursor.conversations.filter((state) => state.id !== id), next];
  });
}

function isNew({ message_id, timestamp }: Message, existing: ConversationState): boolean {
  return +timestamp > existing.t - OVERLAP_MS && !existing.k.includes(message_id);
}

function after(existing: ConversationState, messages: readonly Message[]): ConversationState {
  const newest = Math.max(existing.t, ...messages.map(({ timestamp }) => +timestamp));
  const lately = messages
    .filter(({ timestamp }) => +timestamp > newest - OVERLAP_MS)
    .map(({ message_id }) => message_id);
  return { id: existing.id, u: existing.u, t: newest, k: lately };
}
