import type { ActionRequest, Receipt } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import { savePart, sentParts } from '../../kit/meta/parts.ts';
import { sendBody, type SendContent } from '../../kit/meta/send-bodies.ts';
import { sendAnswer } from '../../kit/meta/send-wire.ts';
import { findUnclaimed } from '../../kit/own-messages.ts';
import { capabilities } from '../capabilities.ts';
import type { InstagramChannel } from '../credentials.ts';
import { callGraph, senderOf } from '../calls.ts';
import { hasPersonId } from '../inbound.ts';
import { costs } from '../limits.ts';
import { readConversations } from '../read.ts';
import type { DirectMessage } from '../wire.ts';
import { checkContent, isSameText, writtenSince, type Act } from './act.ts';

/** An answer in a conversation: one message for the image, and one for the text. */
export const sendMessage: Act = {
  perform: async (channel, action) => {
    checkContent(action, capabilities.message?.reply);
    const person = action.target.threadExternalId;
    const contents = contentsOf(action);
    // Some of several messages may have been sent before the rest failed.
    const standing = contents.length > 1 ? await findSentParts(channel, action) : [null];
    for (const [at, content] of contents.entries()) {
      if (standing[at]) continue;
      const body = sendBody({ id: person }, content, { as: action.as });
      const id = (standing[at] = await send(channel, body, costs.send));
      if (at < contents.length - 1) await savePart(action, at, id);
    }
    return receiptOf(standing, person) ?? {};
  },
  find: async (channel, action) => {
    const standing = await findSentParts(channel, action);
    return standing.every((id) => id !== null) ? receiptOf(standing, action.target.threadExternalId) : null;
  },
};

/** One message to the author of a comment, within a week ("Instagram Platform, Private replies"). */
export const privateReply: Act = {
  perform: async (channel, action) => {
    checkContent(action, capabilities.comment?.privateReply);
    const body = sendBody({ comment_id: action.target.externalId }, { text: action.text });
    return { externalId: await send(channel, body, costs.privateReply) };
  },
  find: async (channel, action) => {
    const person = action.target.authorExternalId;
    if (!hasPersonId(person)) return 'unknown';
    const own = await ownMessagesSince(channel, person, writtenSince(action));
    const same = own.filter(({ message }) => isSameText(message, action.text));
    const found = await findUnclaimed(same, ({ id }) => id, action);
    return found ? { externalId: found.id } : null;
  },
};

async function send(
  channel: InstagramChannel,
  body: ReturnType<typeof sendBody>,
  cost: Readonly<Record<string, number>>,
): Promise<string> {
  const { message_id: id } = await callGraph(channel, {
    method: 'POST',
    path: `${senderOf(channel)}/messages`,
    body: { json: body },
    schema: sendAnswer,
    costs: cost,
  });
  if (!id) throw new NetworkError('outcome_unknown', 'unexpected_answer', { detail: 'no message_id' });
  return id;
}

/** Which parts of an answer are in the conversation already. */
async function findSentParts(channel: InstagramChannel, action: ActionRequest): Promise<(string | null)[]> {
  const own = await ownMessagesSince(channel, action.target.threadExternalId, writtenSince(action));
  return await sentParts(action, contentsOf(action), { own, isThat });
}

/** The id of the last message stands for the whole answer. */
function receiptOf(standing: readonly (string | null)[], person: string): Receipt | null {
  const last = standing.at(-1);
  return last ? { externalId: last, reference: { psid: person } } : null;
}

/** The account's own messages among the latest with a person. */
async function ownMessagesSince(channel: InstagramChannel, person: string, since: number): Promise<DirectMessage[]> {
  const { data } = await readConversations(channel, { contactId: person });
  return data
    .flatMap(({ messages }) => messages?.data ?? [])
    .filter(({ from, created_time: at }) => from !== undefined && from.id !== person && at.getTime() >= since);
}

function contentsOf({ attachments, text }: ActionRequest): SendContent[] {
  const images = attachments.map(({ publicUrl }) => ({ attachment: { type: 'image' as const, url: publicUrl } }));
  return text.trim() ? [...images, { text }] : images;
}

function isThat({ message, attachments }: DirectMessage, content: SendContent): boolean {
  if ('text' in content) return isSameText(message, content.text);
  return message === '' && (attachments?.data.length ?? 0) > 0;
}
