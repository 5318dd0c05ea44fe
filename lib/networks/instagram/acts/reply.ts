import type { ActionRequest, Receipt } from '../../contract.ts';
import { findUnclaimed } from '../../kit/own-messages.ts';
import { unlessGone } from '../../kit/unless-gone.ts';
import { capabilities } from '../capabilities.ts';
import type { InstagramChannel } from '../credentials.ts';
import { callGraph } from '../calls.ts';
import { isOwn } from '../inbound.ts';
import { readReplies } from '../read.ts';
import { idAnswer } from '../wire.ts';
import { checkContent, isSameText, refuse, writtenSince, type Act } from './act.ts';

/**
 * A public answer under the account's own media. The network accepts no idempotency key, so existing comments are
 * checked first.
 */
export const reply: Act = {
  perform: async (channel, action) => {
    checkContent(action, capabilities.comment?.reply);
    const standing = action.isNotSent ? null : await findOwn(channel, action);
    if (standing) return standing;
    const { id } = await callGraph(channel, {
      method: 'POST',
      path: `${topOf(action)}/replies`,
      body: { form: { message: action.text } },
      schema: idAnswer,
    });
    return receiptOf(id, action);
  },
  find: findOwn,
};

/** An answer under somebody else's media, where the account was named. Its comments cannot be read. */
export const replyToMention: Act = {
  perform: async (channel, action) => {
    checkContent(action, capabilities.mention?.reply);
    const { mediaId, commentId } = action.target.reference;
    if (!mediaId) throw refuse('author_unknown', 'the media is not known');
    const { id } = await callGraph(channel, {
      method: 'POST',
      path: `${channel.account.externalId}/mentions`,
      body: { form: { media_id: mediaId, comment_id: commentId, message: action.text } },
      schema: idAnswer,
    });
    return { externalId: id, reference: { mediaId } };
  },
  find: () => Promise.resolve('unknown'),
};

async function findOwn(channel: InstagramChannel, action: ActionRequest): Promise<Receipt | null> {
  // Where the comment is gone, its answers are gone too.
  const replies = (await unlessGone(readReplies(channel, topOf(action)))) ?? [];
  const since = writtenSince(action);
  const same = replies.filter(
    (one) => isOwn(one, channel.account) && one.timestamp.getTime() >= since && isSameText(one.text, action.text),
  );
  const found = await findUnclaimed(same, ({ id }) => id, action);
  return found ? receiptOf(found.id, action) : null;
}

/** Answers belong to the top comment: there is only one level of them. */
function topOf({ target }: ActionRequest): string {
  return target.reference.parentId ?? target.parentExternalId ?? target.externalId;
}

function receiptOf(id: string, action: ActionRequest): Receipt {
  const { mediaId } = action.target.reference;
  return { externalId: id, reference: { parentId: topOf(action), ...(mediaId ? { mediaId } : {}) } };
}
