import type { Tx } from '#lib/db/tx.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import type { ActionRequest, Receipt } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import type { TakenAction } from './take-action.ts';

/**
 * Stores what the next attempt has to know, at once and for good. Whoever lost the action to another worker gets no
 * further: the step that was to come is the other's.
 */
export function keeperOf(
  workspaceId: string,
  { id, attemptId }: TakenAction,
  idempotency: Record<string, string>,
): NonNullable<ActionRequest['saveProgress']> {
  return async (facts) => {
    const count = await inWorkspace(
      workspaceId,
      (tx) => tx.$executeRaw`
        UPDATE "action" SET "idempotency" = "idempotency" || ${JSON.stringify(facts)}::jsonb
        WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ${id}::uuid AND "state" = 'sending'
          AND "attemptId" = ${attemptId}::uuid AND "leaseUntil" > clock_timestamp()`,
    ).catch((cause: unknown) => {
      throw new NetworkError('unavailable', 'unreachable', { detail: 'it could not be kept', cause });
    });
    if (count === 0) throw new NetworkError('unavailable', 'unreachable', { detail: 'another worker has it' });
    Object.assign(idempotency, facts);
  };
}

const RECEIPT = 'receipt';

/** What the network gave for an action whose end could not be written: it is not asked for it again. */
export function keptReceipt({ idempotency }: Pick<TakenAction, 'idempotency'>): Receipt | null {
  const kept = typeof idempotency === 'object' && idempotency !== null && RECEIPT in idempotency && idempotency.receipt;
  // Written below, from a receipt.
  return typeof kept === 'string' ? (JSON.parse(kept) as Receipt) : null;
}

/** Keeps it, whoever has the action by now: it is the truth for all of them. */
export async function keepReceipt(tx: Tx, workspaceId: string, { id }: TakenAction, receipt: Receipt): Promise<void> {
  await tx.$executeRaw`
    UPDATE "action" SET "idempotency" = "idempotency" || ${JSON.stringify({ [RECEIPT]: JSON.stringify(receipt) })}::jsonb
    WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ${id}::uuid AND "state" <> 'done'`;
}
