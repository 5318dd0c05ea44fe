import { successAnswer } from '../../kit/meta/send-wire.ts';
import { callGraph } from '../calls.ts';
import { idAnswer } from '../wire.ts';
import { isGone } from '../../kit/unless-gone.ts';
import { refuse, type Act } from './act.ts';

/** Deletes a comment or a visitor's post, whoever wrote it, because it is on the brand's own Page. */
export const deleteObject: Act = {
  perform: async (channel, { target }) => {
    const { is } = target.reference;
    if (is === 'mention' || is === 'tag') throw refuse('not_own_thread');
    if (target.reference.canRemove === 'false') throw refuse('missing_permission', 'can_remove is false');
    const removal = callGraph(channel, { method: 'DELETE', path: target.externalId, schema: successAnswer });
    // A target that is gone already counts as deleted.
    await isGone(removal);
    return {};
  },
  find: async (channel, { target }) => {
    const look = callGraph(channel, {
      path: target.externalId,
      query: { fields: 'id' },
      schema: idAnswer,
      isPartOfWrite: true,
    });
    return (await isGone(look)) ? {} : null;
  },
};
