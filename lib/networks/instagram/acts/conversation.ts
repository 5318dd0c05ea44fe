import type { ActionRequest } from '../../contract.ts';
import { markSeenBody } from '../../kit/meta/send-bodies.ts';
import { sendAnswer, successAnswer } from '../../kit/meta/send-wire.ts';
import type { InstagramChannel } from '../credentials.ts';
import { callGraph, senderOf } from '../calls.ts';
import { hasPersonId } from '../inbound.ts';
import { costs } from '../limits.ts';
import { readConversations } from '../read.ts';
import { refuse, type Act } from './act.ts';

/** A blocked person can no longer find the profile, the posts or the stories ("Page, Moderate conversations"). */
export const block: Act = moderating('block_user');
export const unblock: Act = moderating('unblock_user');

/** Shows the person that the account has read their messages. */
export const markRead: Act = {
  perform: async (channel, { target }) => {
    await callGraph(channel, {
      method: 'POST',
      path: `${senderOf(channel)}/messages`,
      body: { json: markSeenBody(target.threadExternalId) },
      schema: sendAnswer,
      costs: costs.send,
      writes: false,
    });
    return {};
  },
  // No endpoint shows it; repeating it is harmless.
  find: () => Promise.resolve(null),
};

function moderating(what: 'block_user' | 'unblock_user'): Act {
  return {
    perform: async (channel, action) => {
      if (channel.credentials.setup !== 'facebook')
        throw refuse('tier_needed', 'blocking goes through a Facebook Page');
      const person = personOf(action);
      // The network blocks only people with whom there is a conversation; its error does not say so.
      if (action.itemKind !== 'message' && !(await hasConversation(channel, person))) throw refuse('no_conversation');
      await callGraph(channel, {
        method: 'POST',
        path: `${senderOf(channel)}/moderate_conversations`,
        body: { json: { user_ids: [{ id: person }], actions: [what] } },
        schema: successAnswer,
      });
      return {};
    },
    find: () => Promise.resolve(null),
  };
}

async function hasConversation(channel: InstagramChannel, contactId: string): Promise<boolean> {
  const { data } = await readConversations(channel, { contactId });
  return data.length > 0;
}

function personOf({ itemKind, target }: ActionRequest): string {
  const person = itemKind === 'message' ? target.threadExternalId : target.authorExternalId;
  if (!hasPersonId(person)) throw refuse('author_unknown');
  return person;
}
