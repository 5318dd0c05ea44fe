import { z } from 'zod';
import { successAnswer } from '../../kit/meta/send-wire.ts';
import { callGraph } from '../calls.ts';
import type { Act } from './act.ts';

export const like: Act = setting(true);
export const unlike: Act = setting(false);

const likingAnswer = z.object({ user_likes: z.boolean().default(false) });

function setting(isLiked: boolean): Act {
  return {
    perform: async (channel, { target }) => {
      const method = isLiked ? 'POST' : 'DELETE';
      await callGraph(channel, { method, path: `${target.externalId}/likes`, schema: successAnswer });
      return {};
    },
    find: async (channel, { target }) => {
      // A post does not say whether the Page likes it.
      if (target.reference.is !== 'comment' && target.reference.is !== 'mention') return null;
      const { user_likes: likes } = await callGraph(channel, {
        path: target.externalId,
        query: { fields: 'user_likes' },
        schema: likingAnswer,
        isPartOfWrite: true,
      });
      return likes === isLiked ? {} : null;
    },
  };
}
