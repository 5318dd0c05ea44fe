import { NetworkError } from '../../errors.ts';
import { encodeUrn, partsOfComment } from '../addresses.ts';
import { callLinkedIn, nothing } from '../calls.ts';
import { readComment } from '../read.ts';
import type { Act } from './act.ts';

/** "Comments API": no document says that a page may delete other people's comments. */
export const deleteOwn: Act = {
  perform: async (channel, { target }) => {
    const parts = partsOfComment(target.externalId);
    const { externalId: page } = channel.account;
    if (!parts || target.authorExternalId !== page) throw new NetworkError('refused', 'not_own_message');
    await callLinkedIn(channel, {
      resource: 'comments',
      method: 'DELETE',
      path: `socialActions/${encodeUrn(parts.root)}/comments/${parts.id}`,
      query: { actor: page },
      schema: nothing,
    }).catch((cause: unknown) => {
      // Somebody else deleted it first.
      if (!(cause instanceof NetworkError) || cause.kind !== 'gone') throw cause;
    });
    return {};
  },
  find: async (channel, { target }) =>
    (await readComment(channel, target.externalId, { isPartOfWrite: true })) ? null : {},
};
