import type { Tx } from '#lib/db/tx.ts';

/** One change of a user's factors at a time, until the transaction ends: counts that are read after it stay true. */
export async function lockFactors(tx: Pick<Tx, '$executeRaw'>, userId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`factors:${userId}`}, 0))`;
}
