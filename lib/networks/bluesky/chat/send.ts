import type { ActionRequest, Receipt } from '../../contract.ts';
import { refuse, type Act } from '../acts/act.ts';
import { facetsOf } from '../facets.ts';
import { fits, limits } from '../limits.ts';
import type { Session } from '../session.ts';
import { nothing } from '../wire.ts';
import { messageId, parseMessageId } from './inbound.ts';
import { chatMessage, messagesAnswer } from './wire.ts';

/** How much the service's clock and ours may differ. */
const CLOCK_SKEW_MS = 30_000;
const PAGE = 100;

/**
 * A direct message. The service accepts no idempotency key, so the conversation is read first: the account's own
 * message with this text, sent since the reply was requested, is the reply.
 */
export const sendChat: Act = {
  async perform(session, action) {
    if (!fits(action.text, limits.chat)) throw refuse('text_too_long');
    if (action.attachments.length > 0) throw refuse('attachment_refused', 'direct messages carry none');
    const facets = await facetsOf(session, action.text);
    const message = { text: action.text, ...(facets.length > 0 && { facets }) };
    const json = { convoId: action.target.threadExternalId, message };
    const sent = await session.procedure('chat.bsky.convo.sendMessage', { json }, chatMessage, { chat: true });
    return receipt(action, sent.id);
  },
  async find(session, action) {
    const earliest = action.requestedAt.getTime();
    for await (const message of ownMessages(session, action.target.threadExternalId)) {
      const sentAt = Date.parse(message.sentAt);
      if (sentAt < earliest - CLOCK_SKEW_MS) return null;
      const ours = receipt(action, message.id);
      if (message.text !== action.text || (await action.belongsToOtherAction?.(ours.externalId))) continue;
      return sentAt >= earliest ? ours : 'unknown';
    }
    return null;
  },
};

export const markChatRead: Act = {
  async perform(session, { target }) {
    const named = parseMessageId(target.externalId);
    const json = { convoId: target.threadExternalId, ...(named && { messageId: named.id }) };
    await session.procedure('chat.bsky.convo.updateRead', { json }, nothing, { chat: true, writes: false });
    return {};
  },
  // Repeating it changes nothing.
  find: () => Promise.resolve(null),
};

function receipt({ target }: ActionRequest, id: string): Receipt & { externalId: string } {
  return { externalId: messageId(target.threadExternalId, id) };
}

async function* ownMessages(session: Session, convoId: string) {
  let cursor: string | undefined;
  do {
    const query = { convoId, limit: PAGE, cursor };
    const page = await session.query('chat.bsky.convo.getMessages', query, messagesAnswer, { chat: true });
    yield* page.messages.filter(({ sender }) => sender?.did === session.did);
    cursor = page.cursor === cursor ? undefined : page.cursor;
  } while (cursor !== undefined);
}
