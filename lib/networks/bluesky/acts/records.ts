import type { Collection } from '../addresses.ts';
import { XrpcError } from '../errors.ts';
import { unlessGone } from '../../kit/unless-gone.ts';
import type { Session } from '../session.ts';
import { nothing, recordAnswer, writeAnswer } from '../wire.ts';

/** Reads a record of the account's own repository. @returns null when there is none */
export async function readRecord(session: Session, collection: Collection, rkey: string) {
  const query = { repo: session.did, collection, rkey };
  return await unlessGone(session.query('com.atproto.repo.getRecord', query, recordAnswer));
}

/**
 * Creates a record under a key that was chosen before. The network refuses an existing key, but does not document
 * how. So after any refusal the record is read; if it exists, an earlier attempt created it.
 */
export async function createRecord(
  session: Session,
  { collection, rkey, record }: { collection: Collection; rkey: string; record: Record<string, unknown> },
): Promise<{ uri: string; cid: string }> {
  const json = { repo: session.did, collection, rkey, record: { $type: collection, ...record } };
  try {
    return await session.procedure('com.atproto.repo.createRecord', { json }, writeAnswer);
  } catch (cause) {
    const isAnswered = cause instanceof XrpcError && (cause.kind === 'refused' || cause.kind === 'outcome_unknown');
    const existing = isAnswered ? await readRecord(session, collection, rkey).catch(() => null) : null;
    if (existing?.cid === undefined) throw cause;
    return { uri: existing.uri, cid: existing.cid };
  }
}

/** Succeeds too when there is no such record. */
export async function deleteRecord(session: Session, collection: Collection, rkey: string): Promise<void> {
  const json = { repo: session.did, collection, rkey };
  await session.procedure('com.atproto.repo.deleteRecord', { json }, nothing, { writes: false });
}
