import { refuse, type Act } from './act.ts';
import { collections, parseUri } from '../addresses.ts';
import { deleteRecord, readRecord } from './records.ts';

/** Deletes what the account wrote. Nobody can delete what others wrote. */
export const deleteOwn: Act = {
  async perform(session, { target }) {
    await deleteRecord(session, collections.post, ownKey(session.did, target.externalId));
    return {};
  },
  async find(session, { target }) {
    return (await readRecord(session, collections.post, ownKey(session.did, target.externalId))) ? null : {};
  },
};

function ownKey(did: string, uri: string): string {
  const address = parseUri(uri);
  if (address?.did !== did || address.collection !== collections.post) throw refuse('not_offered');
  return address.rkey;
}
