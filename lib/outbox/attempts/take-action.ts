import { randomUUID } from 'node:crypto';
import type { Tx } from '#lib/db/tx.ts';
import type { Action } from '#lib/db/generated/client.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { changeItems } from '#lib/items/change/change-items.ts';
import { askForApproval } from '../approval/enter-queue.ts';
import { needsApproval } from '../approval/needs-approval.ts';
import { findHeldReasonWhenDue } from '../scheduled/find-held-reason.ts';
import { holdReply } from '../scheduled/hold-reply.ts';
import { showLeaving } from '../scheduled/show-leaving.ts';
import type { HeldReason } from '../scheduled/types.ts';

type Free = { itemId: string; state: string; isReply: boolean; isScheduled: boolean; looksFirst: boolean };

export type TakenAction = ActionToTake & {
  /** False: it lacks an approval, and may only be looked for on the network. */
  mayPerform: boolean;
  /** Why a scheduled reply may only be looked for. */
  heldReason: HeldReason | null;
};

type ActionToTake = Pick<
  Action,
  | 'id'
  | 'itemId'
  | 'channelId'
  | 'kind'
  | 'targetId'
  | 'messageId'
  | 'memberId'
  | 'attempts'
  | 'attemptId'
  | 'lookFirst'
  | 'createdAt'
  | 'networkKeys'
  | 'progress'
  | 'receipt'
  | 'confirmedAt'
  | 'undoOfId'
  | 'statusBefore'
  | 'finishedPartOf'
  | 'scheduledFor'
  | 'template'
>;

/**
 * Takes an action for one worker. Usually it is queued and due. If it is `sending` with an expired lease, the earlier
 * worker died and its effect is unknown, so this one looks first. Earlier replies of the same item and earlier moderations
 * of the same message go first. Actions of a paused or disconnected channel wait, and those of an archived workspace. A reply that needs an approval is not
 * taken, whatever rules began to hold since it was queued: it waits for it from now on. Only where an earlier attempt may
 * have published it is it taken, to be looked for. So with a scheduled reply: what happened since its time was chosen is asked
 * in the transaction that takes it, under the lock of the item; each attempt asks again.
 * @param isShown whether open browsers read the item again; false where writing the item fails
 * @returns null when there is nothing to do (not due, taken, done, waiting)
 */
export async function takeAction(
  tx: Tx,
  {
    workspaceId,
    actionId,
    leaseMs,
    isShown = true,
  }: { workspaceId: string; actionId: string; leaseMs: number; isShown?: boolean },
): Promise<TakenAction | null> {
  const attemptId = randomUUID();
  const [free] = await tx.$queryRaw<Free[]>`
    SELECT d."itemId", d."state"::text, d."messageId" IS NOT NULL AS "isReply", d."scheduledFor" IS NOT NULL AS "isScheduled",
      d."lookFirst" OR d."state" = 'sending' AS "looksFirst"
    FROM "action" d JOIN "channel" c ON c."workspaceId" = d."workspaceId" AND c."id" = d."channelId"
    -- Where sending and archiving meet: until this transaction ends nobody archives the workspace.
    JOIN "workspace" w ON w."id" = d."workspaceId" AND w."archivedAt" IS NULL
    WHERE d."workspaceId" = ${workspaceId}::uuid AND d."id" = ${actionId}::uuid
      AND ((d."state" IN ('queued', 'scheduled') AND d."dueAt" <= clock_timestamp())
        OR (d."state" = 'sending' AND d."leaseUntil" < clock_timestamp()))
      -- A scheduled reply waits neither for its channel nor for what waits there: it is held.
      AND (d."state" = 'scheduled' OR c."status" NOT IN ('paused', 'reconnect'))
      AND (d."state" = 'scheduled' AND c."status" <> 'connected' OR NOT EXISTS (
        SELECT FROM "action" e WHERE e."workspaceId" = d."workspaceId" AND e."itemId" = d."itemId"
          AND (e."messageId" IS NULL) = (d."messageId" IS NULL)
          AND (d."messageId" IS NOT NULL OR e."targetId" = d."targetId")
          AND e."state" IN ('queued', 'sending') AND (e."createdAt", e."id") < (d."createdAt", d."id")))
    FOR UPDATE OF d SKIP LOCKED FOR SHARE OF w`;
  if (!free) return null;
  const which = { actionId, itemId: free.itemId };
  const heldReason = free.isScheduled ? await findHeldReasonWhenDue(tx, workspaceId, which) : null;
  if (heldReason && !free.looksFirst) {
    await holdReply(tx, workspaceId, { actionId, reason: heldReason });
    return null;
  }
  const mayPerform = !(free.isReply && (await needsApproval(tx, workspaceId, actionId)));
  if (!mayPerform && !free.looksFirst) {
    await askForApproval(tx, { workspaceId, system: true }, which);
    return null;
  }
  const [taken] = await tx.$queryRaw<ActionToTake[]>`
    UPDATE "action" a SET "state" = 'sending', "attemptId" = ${attemptId}::uuid, "attempts" = "attempts" + 1,
      "lookFirst" = "lookFirst" OR "state" = 'sending',
      "leaseUntil" = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
    WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ${actionId}::uuid
    RETURNING ${Prisma.raw(RETURNED)}`;
  if (isShown && free.state === 'scheduled') await showLeaving(tx, workspaceId, which);
  else if (isShown && taken?.messageId) await bumpItem(tx, workspaceId, taken.itemId);
  return taken ? { ...taken, mayPerform, heldReason } : null;
}

const RETURNED = `a."id", a."itemId", a."channelId", a."kind", a."targetId", a."messageId", a."memberId", a."attempts",
  a."attemptId", a."lookFirst", a."createdAt", a."networkKeys", a."progress", a."receipt", a."confirmedAt",
  a."undoOfId", a."statusBefore", a."finishedPartOf", a."scheduledFor", a."template"`;

/** Makes open browsers read the item again. */
export async function bumpItem(tx: Tx, workspaceId: string, itemId: string): Promise<void> {
  await changeItems(tx, { workspaceId, system: true }, [itemId], { event: 'action_progressed' });
}
