import type { Tx } from '#lib/db/tx.ts';

/**
 * One at a time per user, until the transaction ends: concurrent sign-ins cannot exceed the limit of sessions, and a session
 * is opened either before a first factor or a new password ends all others, or after it.
 */
export async function lockSessions(tx: Pick<Tx, '$executeRaw'>, userId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sessions:${userId}`}, 0))`;
}
