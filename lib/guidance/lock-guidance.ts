import type { Tx } from '#lib/db/tx.ts';

/**
 * For who changes guidance, before anything of it is written: waits for the replies that are just deciding by it, and lets none
 * decide until the transaction ends.
 */
export async function lockGuidance(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${workspaceId} guidance`}, 0))`;
}

/**
 * For a reply that decides by the guidance, before it is read: it stays as it is until the transaction ends. Many replies may
 * hold it at once. Take it after the rows of action and item: who changes guidance locks neither.
 */
export async function keepGuidance(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${`${workspaceId} guidance`}, 0))`;
}
