import type { ActionRequest } from '../../contract.ts';
import { callX } from '../calls.ts';
import type { XChannel } from '../credentials.ts';
import type { EndpointName } from '../limits.ts';
import { countBilled, prices } from '../prices.ts';
import { isEnterprise } from '../tier.ts';
import { done, userAnswer } from '../wire.ts';
import { refuse, type Act } from './act.ts';

/** What the account can set for a person and undo. Setting it twice changes nothing. */
const relations = {
  muting: { endpoint: 'mute', path: 'muting', needsEnterprise: false },
  /** Documented in the network's changelog, and absent from its specification. */
  blocking: { endpoint: 'block', path: 'blocking', needsEnterprise: true },
} as const satisfies Record<string, { endpoint: EndpointName; path: string; needsEnterprise: boolean }>;
type Relation = keyof typeof relations;

export const mute = settingOf('muting');
export const unmute = takingBackOf('muting');
export const block = settingOf('blocking');
export const unblock = takingBackOf('blocking');

/** Stops a person from writing to the account; any app may do it. No endpoint shows it, so it is simply repeated. */
export const blockMessages = messageBlockOf('block', prices.interact);
export const unblockMessages = messageBlockOf('unblock', prices.takeBack);

function settingOf(relation: Relation): Act {
  return {
    async perform(channel, { target }) {
      const { endpoint, path } = allowed(channel, relation);
      await callX(channel, {
        endpoint,
        method: 'POST',
        path: `/2/users/${channel.account.externalId}/${path}`,
        body: { json: { target_user_id: target.authorExternalId } },
        schema: done,
        writes: false,
        price: () => prices.interact,
      });
      return {};
    },
    find: async (channel, action) => ((await isSet(channel, action, relation)) ? {} : null),
  };
}

function takingBackOf(relation: Relation): Act {
  return {
    async perform(channel, { target }) {
      const { endpoint, path } = allowed(channel, relation);
      await callX(channel, {
        endpoint,
        method: 'DELETE',
        path: `/2/users/${channel.account.externalId}/${path}/${target.authorExternalId}`,
        schema: done,
        writes: false,
        price: () => prices.takeBack,
      });
      return {};
    },
    find: async (channel, action) => ((await isSet(channel, action, relation)) ? null : {}),
  };
}

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

function allowed({ app }: XChannel, relation: Relation) {
  if (relations[relation].needsEnterprise && !isEnterprise(app)) throw refuse('tier_needed');
  return relations[relation];
}

async function isSet(channel: XChannel, { target }: ActionRequest, relation: Relation): Promise<boolean> {
  const { data } = await callX(channel, {
    endpoint: 'users',
    path: `/2/users/${target.authorExternalId}`,
    query: { 'user.fields': 'id,connection_status' },
    schema: userAnswer,
    isPartOfWrite: true,
    price: () => prices.readUser * countBilled(channel, [`user ${target.authorExternalId}`]),
  });
  return data.connection_status?.includes(relation) ?? false;
}
