import { rkeyOf, type Act } from './act.ts';
import { collections, parseUri } from '../addresses.ts';
import { createRecord, deleteRecord, readRecord } from './records.ts';
import type { Session } from '../session.ts';
import { profile } from '../wire.ts';

/** A block is a public record of the account. */
export const block: Act = {
  async perform(session, action) {
    const existing = await blockOf(session, action.target.authorExternalId);
    if (existing) return { undo: { rkey: existing } };
    const rkey = rkeyOf(action);
    const record = { subject: action.target.authorExternalId, createdAt: action.requestedAt.toISOString() };
    await createRecord(session, { collection: collections.block, rkey, record });
    return { undo: { rkey } };
  },
  async find(session, action) {
    const rkey = rkeyOf(action);
    return (await readRecord(session, collections.block, rkey)) ? { undo: { rkey } } : null;
  },
};

export const unblock: Act = {
  async perform(session, { target }) {
    const rkey = target.undo?.rkey ?? (await blockOf(session, target.authorExternalId));
    if (rkey) await deleteRecord(session, collections.block, rkey);
    return {};
  },
  async find(session, { target }) {
    if (target.undo?.rkey) return (await readRecord(session, collections.block, target.undo.rkey)) ? null : {};
    return (await blockOf(session, target.authorExternalId)) ? null : {};
  },
};

async function blockOf(session: Session, actor: string): Promise<string | undefined> {
  const { viewer } = await session.query('app.bsky.actor.getProfile', { actor }, profile);
  return viewer?.blocking ? parseUri(viewer.blocking)?.rkey : undefined;
}
