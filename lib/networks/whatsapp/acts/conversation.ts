import { isRefusal } from '../../errors.ts';
import type { ActionRequest } from '../../contract.ts';
import { successAnswer } from '../../kit/meta/send-wire.ts';
import { callGraph } from '../calls.ts';
import type { WhatsAppChannel } from '../credentials.ts';
import { reasonOf } from '../errors.ts';
import { costs } from '../limits.ts';
import { blockAnswer } from '../wire.ts';
import { addressee, refuse, type Act } from './act.ts';

/** Shows the person that the message was read, and with it the earlier ones ("Mark messages as read"). */
export const markRead: Act = {
  perform: async (channel, action) => {
    await showRead(channel, action);
    return {};
  },
  // No endpoint shows it; repeating it is harmless.
  find: () => Promise.resolve(null),
};

export const block: Act = blocking('POST');
export const unblock: Act = blocking('DELETE');

async function showRead(channel: WhatsAppChannel, { target }: ActionRequest): Promise<void> {
  await callGraph(channel, {
    method: 'POST',
    path: `${channel.account.externalId}/messages`,
    body: { json: { messaging_product: 'whatsapp', status: 'read', message_id: target.externalId } },
    schema: successAnswer,
    costs: costs.send,
    writes: false,
  });
}

/** Who is answered was read. A message that is too old to be marked keeps no answer from being sent. */
export async function showReadBefore(channel: WhatsAppChannel, action: ActionRequest): Promise<void> {
  await showRead(channel, action).catch((error: unknown) => {
    if (!isRefusal(error)) throw error;
  });
}

/** "Block users": only who wrote within a day can be blocked. */
function blocking(method: 'POST' | 'DELETE'): Act {
  return {
    perform: async (channel, action) => {
      const to = addressee(action);
      const { block_users: said } = await callGraph(channel, {
        method,
        path: `${channel.account.externalId}/block_users`,
        body: {
          json: { messaging_product: 'whatsapp', block_users: [{ user: 'to' in to ? to.to : to.recipient }] },
        },
        schema: blockAnswer,
        writes: false,
      });
      const [failed] = said?.failed_users ?? [];
      const [error] = failed?.errors ?? [];
      if (failed) throw refuse(error ? reasonOf(error.code) : 'rejected', error?.message);
      return {};
    },
    find: () => Promise.resolve(null),
  };
}
