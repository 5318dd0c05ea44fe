import { NetworkError } from '../../errors.ts';
import { callX } from '../calls.ts';
import { nothingKnown } from '../posts/known.ts';
import { lookUp } from '../posts/read.ts';
import { prices } from '../prices.ts';
import { deletedAnswer } from '../wire.ts';
import { refuse, versionOf, type Act } from './act.ts';

/** Deletes what the account wrote; other people's posts cannot be deleted. */
export const deleteOwn: Act = {
  async perform(channel, action) {
    if (action.target.authorExternalId !== channel.account.externalId) throw refuse('not_own_message');
    try {
      await callX(channel, {
        endpoint: 'deletePost',
        method: 'DELETE',
        path: `/2/tweets/${versionOf(action)}`,
        schema: deletedAnswer,
        writes: false,
        price: () => prices.manage,
      });
    } catch (error) {
      if (!(error instanceof NetworkError) || !isGone(error)) throw error;
    }
    return {};
  },
  async find(channel, action) {
    const version = versionOf(action);
    const { missing } = await lookUp(channel, nothingKnown(channel.account.externalId), [version], {
      isPartOfWrite: true,
    });
    return missing.includes(version) ? {} : null;
  },
};

function isGone({ kind, message }: NetworkError): boolean {
  return kind === 'gone' || message.startsWith('404');
}
