import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { Action } from '#lib/db/generated/client.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { actionView, findAction } from '#lib/items/detail/action-view.ts';
import { recordHistory } from '#lib/items/history/record-history.ts';
import type { ActionView } from '#lib/items/types.ts';
import { lockItemRow } from './lock-item.ts';
import { outboxJobs } from '../jobs.ts';

/**
 * Queues an ended action once more.
 * @param options.from the states it may be in
 * @param options.lookFirst whether the network is asked before anything is sent
 * @throws Refusal `not_found`; `not_unconfirmed` or `conflict` when it is in another state
 */
export async function sendAgain(
  caller: Caller,
  actionId: string,
  { from, lookFirst }: { from: ('failed' | 'unconfirmed')[]; lookFirst: boolean },
): Promise<{ action: ActionView }> {
  const { workspaceId } = caller;
  const action = await inWorkspace(workspaceId, async (tx) => {
    const found = await findAction(tx, workspaceId, uuid(actionId));
    const { count } = await tx.action.updateMany({
      where: { workspaceId, id: found.id, state: { in: from } },
      data: { state: 'queued', dueAt: new Date(), attempts: 0, lookFirst, finishedAt: null },
    });
    if (count === 0) throw new Refusal(lookFirst ? 'not_unconfirmed' : 'conflict', { state: found.state });
    // Whoever sends it again has read what it answers as it is now.
    await tx.$executeRaw`
      UPDATE "action" SET "idempotency" = "idempotency" || jsonb_build_object('readAgainAt', now())
      WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ${found.id}::uuid`;
    await requeueMessage(tx, workspaceId, found.messageId);
    await putToWaiting(tx, workspaceId, found);
    await recordHistory(tx, caller, [
      { itemId: found.itemId, act: 'action_requested', details: { actionId: found.id, kind: found.kind, again: true } },
    ]);
    return actionView(await findAction(tx, workspaceId, found.id));
  });
  announce(workspaceId);
  await enqueue(outboxJobs.sendAction, { workspaceId, actionId: action.id });
  return { action };
}

/** The item waits for its contact again, unless somebody wrote since; nothing of it has failed any more. */
async function putToWaiting(tx: Tx, workspaceId: string, { itemId, messageId }: Action): Promise<void> {
  await lockItemRow(tx, workspaceId, itemId);
  await tx.$executeRaw`
    UPDATE "item" i SET "version" = i."version" + 1,
      "status" = CASE WHEN i."status" = 'open' AND EXISTS (
          SELECT FROM "message" m WHERE m."workspaceId" = i."workspaceId" AND m."id" = ${messageId}::uuid
            AND m."createdAt" >= i."lastInboundAt")
        THEN 'waiting' ELSE i."status" END,
      "sendFailed" = i."sendFailed" AND EXISTS (
        SELECT FROM "action" a WHERE a."workspaceId" = i."workspaceId" AND a."itemId" = i."id"
          AND a."state" IN ('failed', 'unconfirmed'))
    WHERE i."workspaceId" = ${workspaceId}::uuid AND i."id" = ${itemId}::uuid`;
}

async function requeueMessage(tx: Tx, workspaceId: string, messageId: string | null): Promise<void> {
  if (messageId) await tx.message.updateMany({ where: { workspaceId, id: messageId }, data: { state: 'queued' } });
}
