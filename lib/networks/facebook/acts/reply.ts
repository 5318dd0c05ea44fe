import type { ActionRequest, Receipt } from '../../contract.ts';
import { GraphError } from '../../kit/meta/errors.ts';
import { findUnclaimed } from '../../kit/own-messages.ts';
import { capabilities } from '../capabilities.ts';
import type { FacebookChannel } from '../credentials.ts';
import { callGraph } from '../calls.ts';
import { commentFields, commentsAnswer, idAnswer } from '../wire.ts';
import { checkContent, refuse, writtenSince, type Act } from './act.ts';

const DUPLICATE = 506;
const NEWEST = 25;

/**
 * A comment under a comment, a post or a recommendation's story. The network accepts no idempotency key, so existing
 * comments are checked first.
 */
export const reply: Act = {
  perform: async (channel, action) => {
    const { reply: capability } = capabilities[action.itemKind] ?? {};
    if (!capability) throw refuse('not_offered');
    checkContent(action, capability);
    const standing = action.isNotSent ? null : await findOwn(channel, action);
    if (standing) return standing;
    const [image] = action.attachments;
    try {
      const { id } = await callGraph(channel, {
        method: 'POST',
        path: `${objectOf(action)}/comments`,
        body: { form: { message: action.text || undefined, attachment_url: image?.publicUrl } },
        schema: idAnswer,
      });
      return { externalId: id };
    } catch (error) {
      // The network refuses a text that is there already: an earlier attempt whose answer was lost.
      const found = error instanceof GraphError && error.code === DUPLICATE ? await findOwn(channel, action) : null;
      if (found) return found;
      throw error;
    }
  },
  find: findOwn,
};

/** The Page's comment with this text, written since the reply was requested. */
async function findOwn(channel: FacebookChannel, action: ActionRequest): Promise<Receipt | null> {
  const since = writtenSince(action);
  const { data } = await callGraph(channel, {
    path: `${objectOf(action)}/comments`,
    query: { order: 'reverse_chronological', limit: NEWEST, fields: commentFields },
    schema: commentsAnswer,
    isPartOfWrite: true,
  });
  const same = data.filter(
    ({ from, message, created_time: at }) =>
      from?.id === channel.account.externalId && message.trim() === action.text.trim() && at >= since,
  );
  const found = await findUnclaimed(same, ({ id }) => id, action);
  return found ? { externalId: found.id } : null;
}

/** What is commented on: a recommendation's comments belong to its story. */
function objectOf({ itemKind, target }: ActionRequest): string {
  if (itemKind !== 'review') return target.externalId;
  if (!target.reference.story) throw refuse('not_offered', 'the recommendation has no story to comment on');
  return target.reference.story;
}
