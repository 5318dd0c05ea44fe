import { z } from 'zod';
import { successAnswer } from '../../kit/meta/send-wire.ts';
import { unlessGone } from '../../kit/unless-gone.ts';
import type { InstagramChannel } from '../credentials.ts';
import { callGraph } from '../calls.ts';
import { idAnswer } from '../wire.ts';
import type { Act } from './act.ts';

const hidingAnswer = z.object({ hidden: z.boolean().default(false) });

/** Hidden: only its author sees it. */
export const hide: Act = setting(true);
export const unhide: Act = setting(false);

/** Any comment under the account's own media. */
export const deleteComment: Act = {
  perform: async (channel, { target }) => {
    const removal = callGraph(channel, {
      method: 'DELETE',
      path: target.externalId,
      query: adOf(channel, target.reference),
      schema: successAnswer,
    });
    // A target that is gone already counts as deleted.
    await unlessGone(removal);
    return {};
  },
  find: async (channel, { target }) => {
    const look = callGraph(channel, { path: target.externalId, query: { fields: 'id' }, schema: idAnswer });
    return (await unlessGone(look)) ? null : {};
  },
};

function setting(isHidden: boolean): Act {
  return {
    perform: async (channel, { target }) => {
      await callGraph(channel, {
        method: 'POST',
        path: target.externalId,
        body: { form: { hide: String(isHidden), ...adOf(channel, target.reference) } },
        schema: successAnswer,
      });
      return {};
    },
    find: async (channel, { target }) => {
      const { hidden } = await callGraph(channel, {
        path: target.externalId,
        query: { fields: 'hidden' },
        schema: hidingAnswer,
      });
      return hidden === isHidden ? {} : null;
    },
  };
}

/** A comment on an ad needs the ad's id too, which only Facebook Login accepts. */
function adOf({ credentials }: InstagramChannel, { adId }: Record<string, string>): { ad_id?: string } {
  return credentials.setup === 'facebook' && adId ? { ad_id: adId } : {};
}
