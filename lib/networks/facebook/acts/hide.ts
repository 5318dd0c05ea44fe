import type { ActionRequest } from '../../contract.ts';
import { successAnswer } from '../../kit/meta/send-wire.ts';
import { z } from 'zod';
import type { FacebookChannel } from '../credentials.ts';
import { callGraph } from '../calls.ts';
import { refuse, type Act } from './act.ts';

/** Hides a comment or a visitor's post: only its author and their friends still see it. */
export const hide: Act = setting(true);
export const unhide: Act = setting(false);

const hidingAnswer = z.object({ is_hidden: z.boolean().default(false) });

function setting(isHidden: boolean): Act {
  return {
    perform: async (channel, action) => {
      checkPlace(action);
      await callGraph(channel, {
        method: 'POST',
        path: action.target.externalId,
        body: { form: { is_hidden: String(isHidden) } },
        schema: successAnswer,
      });
      return {};
    },
    find: async (channel, action) => ((await readHiding(channel, action)) === isHidden ? {} : null),
  };
}

async function readHiding(channel: FacebookChannel, { target }: ActionRequest): Promise<boolean> {
  const { is_hidden: isHidden } = await callGraph(channel, {
    path: target.externalId,
    query: { fields: 'is_hidden' },
    schema: hidingAnswer,
    isPartOfWrite: true,
  });
  return isHidden;
}

function checkPlace({ target: { reference } }: ActionRequest): void {
  if (reference.is === 'mention' || reference.is === 'tag') throw refuse('not_own_thread');
  if (reference.canHide === 'false') throw refuse('not_offered', 'can_hide is false');
}
