import type { ActionRequest, Receipt } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import { findUnclaimed } from '../../kit/own-messages.ts';
import { isTooLong } from '../../text-length.ts';
import { authorOf, commentUrl, publishedAt, textOf } from '../inbound.ts';
import { prices, replyCapability } from '../limits.ts';
import { readReplies } from '../read.ts';
import { comment, type Comment } from '../wire.ts';
import { refuse, type Act } from './act.ts';

/** The clocks of the two sides may differ a little. */
const SKEW_MS = 5_000;

/** A public reply. The network accepts no idempotency key, so a reply with an unknown outcome is searched for. */
export const reply: Act = {
  async perform(session, action) {
    const text = wordsOf(action);
    if (isTooLong(text, replyCapability)) throw refuse('text_too_long');
    if (action.attachments.length > 0) throw refuse('attachment_refused');
    const written = await session.write('comments', {
      method: 'POST',
      query: { part: 'snippet' },
      json: { snippet: { parentId: topLevelOf(action), textOriginal: text } },
      units: prices.insert,
      schema: comment,
    });
    return receiptOf(written, action);
  },
  async find(session, action) {
    try {
      const replies = await readReplies(session, topLevelOf(action));
      const text = bare(wordsOf(action));
      // The network's times are whole seconds.
      const since = Math.floor((action.requestedAt.getTime() - SKEW_MS) / 1000) * 1000;
      const same = replies.filter(
        (one) =>
          authorOf(one).externalId === session.channelId && publishedAt(one) >= since && bare(textOf(one)) === text,
      );
      const own = await findUnclaimed(same, ({ id }) => id, action);
      return own ? receiptOf(own, action) : null;
    } catch (error) {
      // The thread is gone, and the reply with it, if there was one.
      if (error instanceof NetworkError && error.kind === 'gone') return null;
      throw error;
    }
  },
};

/** The network accepts only a thread's first comment as parent: a reply to a reply starts with a name. */
function wordsOf({ target, text }: ActionRequest): string {
  const { handle } = target.reference;
  if (target.externalId === topLevelOf({ target }) || !handle) return text;
  return text.toLowerCase().startsWith(`@${handle.toLowerCase()}`) ? text : `@${handle} ${text}`;
}

function topLevelOf({ target }: Pick<ActionRequest, 'target'>): string {
  return target.reference.topLevelId ?? target.parentExternalId ?? target.externalId;
}

function receiptOf(written: Comment, { target }: ActionRequest): Receipt {
  const videoId = target.postExternalId;
  return {
    externalId: written.id,
    ...(videoId ? { url: commentUrl(videoId, written.id) } : {}),
    reference: { topLevelId: topLevelOf({ target }), handle: authorOf(written).handle },
  };
}

function bare(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
