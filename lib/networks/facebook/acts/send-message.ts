import type { ActionRequest } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import { savePart, sentParts } from '../../kit/meta/parts.ts';
import { attachmentTypeOf, sendBody, type SendContent } from '../../kit/meta/send-bodies.ts';
import { sendAnswer } from '../../kit/meta/send-wire.ts';
import { capabilities } from '../capabilities.ts';
import type { FacebookChannel } from '../credentials.ts';
import { callGraph } from '../calls.ts';
import { costs } from '../limits.ts';
import type { DirectMessage } from '../wire.ts';
import { checkContent, refuse, writtenSince, type Act } from './act.ts';
import { findConversation, ownMessagesSince } from './conversation.ts';

/**
 * Answers in a conversation. A message is a text or one file; an answer with both is two messages, the file first.
 * The network accepts no idempotency key, so what the Page wrote since is checked first and only the missing parts
 * are sent.
 */
export const sendMessage: Act = {
  perform: async (channel, action) => {
    const { reply: capability } = capabilities.message ?? {};
    if (!capability) throw refuse('not_offered');
    checkContent(action, capability);
    const contents = contentsOf(action);
    const isWhole = contents.length === 1 && action.isNotSent;
    const standing = isWhole ? [null] : await findSentParts(channel, action);
    for (const [at, content] of contents.entries()) {
      if (standing[at]) continue;
      const body = sendBody({ id: action.target.threadExternalId }, content, { as: action.as });
      const id = (standing[at] = await send(channel, body, costs.ofSend));
      if (at < contents.length - 1) await savePart(action, at, id);
    }
    const last = standing.at(-1);
    if (!last) throw refuse('rejected', 'nothing to send');
    return { externalId: last };
  },
  find: async (channel, action) => {
    const standing = await findSentParts(channel, action);
    const last = standing.at(-1);
    return last && standing.every((id) => id !== null) ? { externalId: last } : null;
  },
};

/** Sends one message and returns its id. */
export async function send(
  channel: FacebookChannel,
  body: ReturnType<typeof sendBody>,
  cost: Readonly<Record<string, number>>,
): Promise<string> {
  const { message_id: id } = await callGraph(channel, {
    method: 'POST',
    path: `${channel.account.externalId}/messages`,
    body: { json: body },
    schema: sendAnswer,
    costs: cost,
  });
  if (!id) throw new NetworkError('outcome_unknown', 'unexpected_answer', { detail: 'no message_id' });
  return id;
}

/** Which parts of an answer are in the conversation already. The last part's id stands for the whole answer. */
async function findSentParts(channel: FacebookChannel, action: ActionRequest): Promise<(string | null)[]> {
  const conversation = await findConversation(channel, action.target.threadExternalId, true);
  const own = conversation ? await ownMessagesSince(channel, conversation.id, writtenSince(action)) : [];
  return await sentParts(action, contentsOf(action), { own, isThat });
}

function contentsOf({ attachments, text }: ActionRequest): SendContent[] {
  const files = attachments.map(({ mimeType, publicUrl }) => ({
    attachment: { type: attachmentTypeOf(mimeType), url: publicUrl },
  }));
  return text.trim() ? [...files, { text }] : files;
}

function isThat({ message, attachments }: DirectMessage, content: SendContent): boolean {
  if ('text' in content) return message.trim() === content.text.trim();
  return message === '' && (attachments?.data.length ?? 0) > 0;
}
