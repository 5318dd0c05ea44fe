import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';

/**
 * Locks an archived workspace that is not being erased, until the transaction ends. Its date is asked under the lock and by the
 * clock of the database, as the worker asks it that erases: while we waited for the row, it may have begun.
 * @throws Refusal `conflict` when it is not archived; `being_erased`
 */
export async function lockArchived(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$queryRaw`SELECT FROM "workspace" WHERE "id" = ${workspaceId}::uuid FOR NO KEY UPDATE`;
  const [workspace] = await tx.$queryRaw<{ isArchived: boolean; isBeingErased: boolean }[]>`
    SELECT w."archivedAt" IS NOT NULL AS "isArchived", coalesce(w."eraseAt" <= clock_timestamp(), false)
      OR EXISTS (SELECT FROM "workspace_erasure" e WHERE e."workspaceId" = w."id") AS "isBeingErased"
    FROM "workspace" w WHERE w."id" = ${workspaceId}::uuid`;
  if (!workspace?.isArchived) throw new Refusal('conflict');
  if (workspace.isBeingErased) throw new Refusal('being_erased');
}
