import type { Tx } from '#lib/db/tx.ts';

/**
 * Lets one join or separation run at a time in a workspace, until the transaction ends: who belongs to a person follows from
 * all joins together, so two of them cannot decide apart. Call it before anything of the joins is read.
 */
export async function lockJoins(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${workspaceId} contact joins`}, 0))`;
}
