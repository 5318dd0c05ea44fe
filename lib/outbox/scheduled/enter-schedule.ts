import type { Tx } from '#lib/db/tx.ts';
import { lockItemRow } from '../attempts/lock-item.ts';
import { holdReply } from './hold-reply.ts';

type Entering = { actionId: string; itemId: string; lookFirst: boolean };

/**
 * Lets a reply that has a time wait for it. One whose time has passed while it waited for an approval is held: nobody expects it
 * to leave in the middle of the night. The action's row must be locked.
 * @returns null for a reply without a time
 */
export async function enterSchedule(
  tx: Tx,
  workspaceId: string,
  { actionId, itemId, lookFirst }: Entering,
): Promise<'scheduled' | 'held' | null> {
  const [found] = await tx.$queryRaw<{ isAhead: boolean }[]>`
    UPDATE "action" SET "state" = 'scheduled', "dueAt" = "scheduledFor", "lookFirst" = ${lookFirst}, "heldReason" = NULL,
      "attemptId" = NULL, "leaseUntil" = NULL, "finishedAt" = NULL
    WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ${actionId}::uuid AND "scheduledFor" IS NOT NULL
    RETURNING "scheduledFor" > clock_timestamp() AS "isAhead"`;
  if (!found) return null;
  if (found.isAhead) return 'scheduled';
  await lockItemRow(tx, workspaceId, itemId);
  await holdReply(tx, workspaceId, { actionId, reason: 'approved_late' });
  return 'held';
}
