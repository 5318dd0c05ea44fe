import type { ActionRequest } from '../../contract.ts';
import { successAnswer } from '../../kit/meta/send-wire.ts';
import { unlessGone } from '../../kit/unless-gone.ts';
import type { ThreadsChannel } from '../credentials.ts';
import { callThreads } from '../calls.ts';
import { isHidden } from '../inbound.ts';
import { costs } from '../limits.ts';
import { readAuthor, readPending } from '../read.ts';
import { deletedAnswer, hideStatus } from '../wire.ts';
import { refuse, type Act } from './act.ts';

/** Hides a top answer and everything below it; ignores one that awaits approval. */
export const hide: Act = setting(true);
/** Shows it again; approves one that awaits approval. */
export const unhide: Act = setting(false);

export const deleteOwn: Act = {
  perform: async (channel, action) => {
    checkOwn(channel, action);
    const removal = callThreads(channel, {
      method: 'DELETE',
      path: action.target.externalId,
      schema: deletedAnswer,
      costs: costs.deletion,
    });
    // A target that is gone already counts as deleted.
    await unlessGone(removal);
    return {};
  },
  find: async (channel, action) => {
    checkOwn(channel, action);
    return (await readAuthor(channel, action.target.externalId)) === undefined ? {} : null;
  },
};

function setting(isToHide: boolean): Act {
  return {
    perform: async (channel, action) => {
      const { externalId, reference } = action.target;
      if (!reference.pending) checkTopLevel(action);
      await callThreads(channel, {
        method: 'POST',
        ...(reference.pending
          ? { path: `${externalId}/manage_pending_reply`, body: { form: { approve: String(!isToHide) } } }
          : { path: `${externalId}/manage_reply`, body: { form: { hide: String(isToHide) } } }),
        schema: successAnswer,
      });
      return {};
    },
    find: async (channel, { target }) => {
      if (target.reference.pending) return await findDecided(channel, target);
      const state = await callThreads(channel, {
        path: target.externalId,
        query: { fields: 'hide_status' },
        schema: hideStatus,
      });
      return isHidden(state) === isToHide ? {} : null;
    },
  };
}

/** Whether it still awaits approval. The list does not say what was decided; repeating the decision is harmless. */
async function findDecided(channel: ThreadsChannel, { externalId, threadExternalId }: ActionRequest['target']) {
  const { data } = await readPending(channel, threadExternalId);
  return data.some(({ id }) => id === externalId) ? null : {};
}

/** Answers to answers follow their top answer. */
function checkTopLevel({ target }: ActionRequest): void {
  const { rootId = target.threadExternalId, repliedTo = target.parentExternalId } = target.reference;
  if (repliedTo !== undefined && repliedTo !== rootId) throw refuse('top_level_only');
}

function checkOwn({ account }: ThreadsChannel, { target }: ActionRequest): void {
  if (target.authorExternalId !== account.externalId) throw refuse('not_own_message');
}
