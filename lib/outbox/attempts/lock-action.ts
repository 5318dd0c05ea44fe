import type { Tx } from '#lib/db/tx.ts';
import type { Action } from '#lib/db/generated/client.ts';
import { findAction } from '#lib/items/detail/action-view.ts';
import { uuid } from '#lib/db/uuid.ts';

/**
 * Locks an action's row until the transaction ends, then reads it. Whoever decides on an action reads it here: what was
 * read without the lock may have been approved, taken back or sent meanwhile. An action is locked before its item.
 * @throws Refusal `not_found`
 */
export async function lockAction(tx: Tx, workspaceId: string, actionId: string): Promise<Action> {
  const id = uuid(actionId);
  await tx.$queryRaw`SELECT FROM "action" WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ${id}::uuid FOR UPDATE`;
  return await findAction(tx, workspaceId, id);
}
