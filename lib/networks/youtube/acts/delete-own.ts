import { NetworkError } from '../../errors.ts';
import { prices } from '../limits.ts';
import { readCommentsById } from '../read.ts';
import { nothing } from '../wire.ts';
import type { Act } from './act.ts';

/** Deletes what the channel itself wrote. */
export const deleteOwn: Act = {
  async perform(session, { target }) {
    try {
      const query = { id: target.externalId };
      await session.write('comments', { method: 'DELETE', query, units: prices.change, schema: nothing });
    } catch (error) {
      if (!(error instanceof NetworkError) || error.kind !== 'gone') throw error;
    }
    return {};
  },
  async find(session, { target }) {
    return (await readCommentsById(session, [target.externalId])).length > 0 ? null : {};
  },
};
