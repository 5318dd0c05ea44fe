import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';

export type LockedCase = { id: string; title: string; closedAt: Date | null; version: number; ownerId: string | null };

/**
 * Locks a case until the transaction ends, so that acts on it follow one another. Call it before its items are locked.
 * @returns the case, and the ids of the items in it that the caller sees, in order
 * @throws Refusal `not_found`, also for a case without such an item
 */
export async function lockCase(tx: Tx, caseId: string): Promise<LockedCase & { itemIds: string[] }> {
  const [found] = await tx.$queryRaw<LockedCase[]>`
    SELECT "id"::text, "title", "closedAt", "version", "ownerId"::text FROM "item_case" WHERE "id" = ${caseId}::uuid FOR NO KEY UPDATE`;
  if (!found) throw new Refusal('not_found');
  // After the lock: this statement sees what an act that was waited for has done.
  const items = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id"::text FROM "item" WHERE "workspaceId" = current_workspace() AND "caseId" = ${caseId}::uuid ORDER BY "id"`;
  if (items.length === 0) throw new Refusal('not_found');
  return { ...found, itemIds: items.map(({ id }) => id) };
}

/**
 * Locks those of these cases that the caller sees, as {@link lockCase} does: for acts on a note, which are acts on its case as well.
 * Call it before an item is locked.
 */
export async function lockCasesIfSeen(tx: Tx, caseIds: readonly (string | null)[]): Promise<void> {
  const ids = caseIds.filter((id) => id !== null);
  if (ids.length === 0) return;
  await tx.$queryRaw`SELECT FROM "item_case" WHERE "id" = ANY(${ids}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`;
}

/** @throws Refusal `case_closed` */
export function refuseIfClosed({ closedAt }: Pick<LockedCase, 'closedAt'>): void {
  if (closedAt) throw new Refusal('case_closed');
}
