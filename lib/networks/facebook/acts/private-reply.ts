import type { ActionRequest, Receipt } from '../../contract.ts';
import { sendBody } from '../../kit/meta/send-bodies.ts';
import { findUnclaimed } from '../../kit/own-messages.ts';
import { capabilities } from '../capabilities.ts';
import type { FacebookChannel } from '../credentials.ts';
import { isUnknownAuthor } from '../inbound.ts';
import { costs } from '../limits.ts';
import { checkContent, refuse, writtenSince, type Act } from './act.ts';
import { conversationOfComment, findConversation, ownMessagesSince } from './conversation.ts';
import { send } from './send-message.ts';

/**
 * One message to a person who commented or posted on the Page, within a week ("Messenger Platform, Private replies").
 */
export const privateReply: Act = {
  perform: async (channel, action) => {
    const { privateReply: capability } = capabilities[action.itemKind] ?? {};
    const { is, canReplyPrivately } = action.target.reference;
    if (!capability || is === 'mention' || is === 'tag') throw refuse('not_own_thread');
    if (canReplyPrivately === 'false') throw refuse('replies_not_allowed', 'can_reply_privately is false');
    checkContent(action, capability);
    const recipient =
      is === 'visitor_post' ? { post_id: action.target.externalId } : { comment_id: action.target.externalId };
    // Always a plain response: the human agent tag works only in an open conversation.
    const messageId = await send(channel, sendBody(recipient, { text: action.text }), costs.ofPrivateReply);
    return { externalId: messageId };
  },
  find: findSent,
};

async function findSent(channel: FacebookChannel, action: ActionRequest): Promise<Receipt | null | 'unknown'> {
  const isPost = action.target.reference.is === 'visitor_post';
  const author = action.target.authorExternalId;
  if (isPost && isUnknownAuthor(author)) return 'unknown';
  const conversationId = isPost
    ? ((await findConversation(channel, author, true))?.id ?? null)
    : await conversationOfComment(channel, action.target.externalId);
  if (!conversationId) return null;
  const own = await ownMessagesSince(channel, conversationId, writtenSince(action));
  const same = own.filter(({ message }) => message.trim() === action.text.trim());
  const found = await findUnclaimed(same, ({ id }) => id, action);
  return found ? { externalId: found.id } : null;
}
