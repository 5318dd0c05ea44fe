import type { ActionRequest, Receipt } from '../../contract.ts';
import { isTooLong } from '../../text-length.ts';
import { refuse, type Act } from '../acts/act.ts';
import { uploadImages } from '../acts/upload.ts';
import { callX } from '../calls.ts';
import { messageReply } from '../capabilities.ts';
import type { XChannel } from '../credentials.ts';
import { prices } from '../prices.ts';
import { timeOf } from '../snowflake.ts';
import { conversationOf, textOf } from './inbound.ts';
import { readMessages } from './read.ts';
import { sentMessage } from './wire.ts';

/** How much our clock and the network's may differ. */
const SKEW_MS = 60_000;
/** The first page nearly always reaches back to the request; each message of a page costs money. */
const PAGE_SIZES = [10, 100, 100];

/** Answers in the conversation of the message. */
export const sendMessage: Act = {
  perform: (channel, action) => send(channel, action, `/2/dm_conversations/${action.target.threadExternalId}/messages`),
  find: (channel, action) => findSent(channel, action, action.target.threadExternalId),
};

/** Writes to the author of a post. It is an ordinary message: the network links it to no post. */
export const sendPrivateReply: Act = {
  perform: async (channel, action) => {
    if (action.target.reference.receivesMessages === 'false') throw refuse('recipient_closed');
    return await send(channel, action, `/2/dm_conversations/with/${action.target.authorExternalId}/messages`);
  },
  find: (channel, action) =>
    findSent(channel, action, conversationOf(channel.account.externalId, action.target.authorExternalId)),
};

async function send(channel: XChannel, action: ActionRequest, path: string): Promise<Receipt> {
  if (isTooLong(action.text, messageReply)) throw refuse('text_too_long');
  const [image, ...more] = await uploadImages(channel, action, { category: 'dm', max: messageReply.images?.max ?? 0 });
  if (more.length > 0) throw refuse('attachment_refused');
  const { data } = await callX(channel, {
    endpoint: 'sendMessage',
    method: 'POST',
    path,
    body: {
      json: {
        ...(action.text ? { text: action.text } : {}),
        ...(image ? { attachments: [{ media_id: image }] } : {}),
      },
    },
    schema: sentMessage,
    price: () => prices.sendMessage,
  });
  return receiptOf(data.dm_event_id);
}

/**
 * Reads the conversation to find a message that was sent. The same text shortly before the request proves nothing,
 * because the two clocks may differ; then the outcome stays unknown.
 */
async function findSent(
  channel: XChannel,
  { text, requestedAt, belongsToOtherAction }: ActionRequest,
  conversationId: string,
): Promise<Receipt | null | 'unknown'> {
  const since = requestedAt.getTime() - SKEW_MS;
  let token: string | undefined;
  let isDoubtful = false;
  for (const size of PAGE_SIZES) {
    const { messages, nextToken } = await readMessages(channel, {
      conversationId,
      size,
      isPartOfWrite: true,
      ...(token === undefined ? {} : { token }),
    });
    for (const message of messages) {
      const at = timeOf(message.id);
      if (at < since) return isDoubtful ? 'unknown' : null;
      if (message.senderId !== channel.account.externalId || textOf(message) !== text) continue;
      if (await belongsToOtherAction?.(message.id)) continue;
      if (at >= requestedAt.getTime()) return receiptOf(message.id);
      isDoubtful = true;
    }
    if (!nextToken) return isDoubtful ? 'unknown' : null;
    token = nextToken;
  }
  return 'unknown';
}

function receiptOf(id: string): Receipt {
  return { externalId: id };
}
