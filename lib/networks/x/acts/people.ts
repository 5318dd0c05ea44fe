import type { ActionRequest } from '../../contract.ts';
import { callX } from '../calls.ts';
import type { XChannel } from '../credentials.ts';
import { countBilled, prices } from '../prices.ts';
import { done, userAnswer } from '../wire.ts';
import type { Act } from './act.ts';

/** Mutes the author. Muting twice changes nothing. */
export const mute: Act = {
  async perform(channel, { target }) {
    await callX(channel, {
      endpoint: 'mute',
      method: 'POST',
      path: `/2/users/${channel.account.externalId}/muting`,
      body: { json: { target_user_id: target.authorExternalId } },
      schema: done,
      writes: false,
      price: () => prices.interact,
    });
    return {};
  },
  find: async (channel, action) => ((await isMuted(channel, action)) ? {} : null),
};

export const unmute: Act = {
  async perform(channel, { target }) {
    await callX(channel, {
      endpoint: 'mute',
      method: 'DELETE',
      path: `/2/users/${channel.account.externalId}/muting/${target.authorExternalId}`,
      schema: done,
      writes: false,
      price: () => prices.unmute,
    });
    return {};
  },
  find: async (channel, action) => ((await isMuted(channel, action)) ? null : {}),
};

/** Stops a person from writing to the account. No endpoint shows it, so it is simply repeated. */
export const blockMessages = messageBlockOf('block', prices.interact);
export const unblockMessages = messageBlockOf('unblock', prices.takeBack);

function messageBlockOf(verb: 'block' | 'unblock', price: number): Act {
  return {
    async perform(channel, { target }) {
      await callX(channel, {
        endpoint: 'blockMessages',
        method: 'POST',
        path: `/2/users/${target.authorExternalId}/dm/${verb}`,
        schema: done,
        writes: false,
        price: () => price,
      });
      return {};
    },
    find: () => Promise.resolve(null),
  };
}

async function isMuted(channel: XChannel, { target }: ActionRequest): Promise<boolean> {
  const { data } = await callX(channel, {
    endpoint: 'users',
    path: `/2/users/${target.authorExternalId}`,
    query: { 'user.fields': 'id,connection_status' },
    schema: userAnswer,
    isPartOfWrite: true,
    price: () => prices.readUser * countBilled(channel, [`user ${target.authorExternalId}`]),
  });
  return data.connection_status?.includes('muting') ?? false;
}
