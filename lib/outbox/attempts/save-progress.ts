import type { Tx } from '#lib/db/tx.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { jsonText } from '#lib/db/json-rows.ts';
import type { ActionRequest, Receipt } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import type { TakenAction } from './take-action.ts';

/**
 * Stores what the next attempt has to know, at once and for good. A worker that lost the action to another one stops
 * here: the next step is the other worker's.
 * @param progress the request's own, which gets the new facts too
 */
export function progressWriter(
  workspaceId: string,
  { id, attemptId }: TakenAction,
  progress: Record<string, string>,
): NonNullable<ActionRequest['saveProgress']> {
  return async (facts, { sentExternalIds } = { sentExternalIds: [] }) => {
    const count = await inWorkspace(
      workspaceId,
      (tx) => tx.$executeRaw`
        UPDATE "action" SET "progress" = "progress" || ${jsonText(facts)}::jsonb,
          "sentExternalIds" = "sentExternalIds" || ${sentExternalIds}::text[]
        WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ${id}::uuid AND "state" = 'sending'
          AND "attemptId" = ${attemptId}::uuid AND "leaseUntil" > clock_timestamp()`,
    ).catch((cause: unknown) => {
      throw new NetworkError('unavailable', 'unreachable', { detail: 'the progress could not be stored', cause });
    });
    if (count === 0) throw new NetworkError('unavailable', 'unreachable', { detail: 'another worker has it' });
    Object.assign(progress, facts);
  };
}

/** What the network answered to an action whose end could not be recorded: the network is not asked again. */
export function storedReceipt({ receipt }: Pick<TakenAction, 'receipt'>): Receipt | null {
  // Written below, from a receipt.
  return receipt as Receipt | null;
}

/** Stores the receipt, whichever worker has the action by now: it is true for all of them. */
export async function storeReceipt(tx: Tx, workspaceId: string, { id }: TakenAction, receipt: Receipt): Promise<void> {
  const sentExternalIds = receipt.externalId === undefined ? [] : [receipt.externalId];
  await tx.$executeRaw`
    UPDATE "action" SET "receipt" = ${jsonText(receipt)}::jsonb,
      "sentExternalIds" = "sentExternalIds" || ${sentExternalIds}::text[]
    WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ${id}::uuid AND "state" <> 'done'`;
}
