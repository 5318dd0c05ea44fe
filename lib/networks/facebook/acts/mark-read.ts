import { markSeenBody } from '../../kit/meta/send-bodies.ts';
import { sendAnswer } from '../../kit/meta/send-wire.ts';
import { callGraph } from '../calls.ts';
import { costs } from '../limits.ts';
import type { Act } from './act.ts';
import { findConversation } from './conversation.ts';

/** Shows the person that the Page has read their messages. */
export const markRead: Act = {
  perform: async (channel, { target }) => {
    await callGraph(channel, {
      method: 'POST',
      path: `${channel.account.externalId}/messages`,
      body: { json: markSeenBody(target.threadExternalId) },
      schema: sendAnswer,
      costs: costs.ofSend,
    });
    return {};
  },
  find: async (channel, { target }) => {
    const conversation = await findConversation(channel, target.threadExternalId, true);
    return conversation?.unread_count === 0 ? {} : null;
  },
};
