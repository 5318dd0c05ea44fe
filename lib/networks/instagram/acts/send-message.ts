import type { ActionRequest, Receipt } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import { keepPart, standingParts } from '../../kit/meta/parts.ts';
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

/** An answer in a conversation: a message for the image, and one for the words. */
export const sendMessage: Act = {
  perform: async (channel, action) => {
    checkContent(action, capabilities.message?.reply);
    const person = action.target.threadExternalId;
    const contents = contentsOf(action);
    // Of several messages some may have gone out before the rest failed.
    const standing = contents.length > 1 ? await lookAt(channel, action) : [null];
    for (const [at, content] of contents.entries()) {
      if (standing[at]) continue;
      const body = sendBody({ id: person }, content, { as: action.as });
      const id = (standing[at] = await send(channel, body, costs.send));
      if (at < contents.length - 1) await keepPart(action, at, id);
    }
    return receiptOf(standing, person) ?? {};
  },
  find: async (channel, action) => {
    const standing = await lookAt(channel, action);
    return standing.every((id) => id !== null) ? receiptOf(standing, action.target.threadExternalId) : null;
  },
};

/** One message to who commented, within a week of it ("Instagram Platform, Private replies"). */
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

/** Which parts of an answer stand in the conversation already. */
async function lookAt(channel: InstagramChannel, action: ActionRequest): Promise<(string | null)[]> {
  const own = await ownMessagesSince(channel, action.target.threadExternalId, writtenSince(action));
  return await standingParts(action, contentsOf(action), { own, isThat });
}

/** The last of an answer's messages names the whole. */
function receiptOf(standing: readonly (string | null)[], person: string): Receipt | null {
  const last = standing.at(-1);
  return last ? { externalId: last, reference: { psid: person } } : null;
}

/** The account's own of the latest messages with a person. */
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
