import { allow, type Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/client.ts';
import type { Action } from '#lib/db/generated/client.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { hasFailedAction } from '#lib/items/has-failed-action.ts';
import { actionView, findAction } from '#lib/items/detail/action-view.ts';
import { recordHistory } from '#lib/items/history/record-history.ts';
import type { ActionView } from '#lib/items/types.ts';
import { lockItemRow } from './lock-item.ts';

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
  allow(caller, 'replies.write');
  const { workspaceId } = caller;
  const action = await inWorkspace(workspaceId, async (tx) => {
    const found = await findAction(tx, workspaceId, uuid(actionId));
    // Whoever sends it again has read what it answers as it is now.
    const count = await tx.$executeRaw`
      UPDATE "action" SET "state" = 'queued', "dueAt" = now(), "attempts" = 0, "lookFirst" = ${lookFirst},
        "finishedAt" = NULL, "confirmedAt" = now()
      WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ${found.id}::uuid AND "state"::text = ANY(${from})`;
    if (count === 0) throw new Refusal(lookFirst ? 'not_unconfirmed' : 'conflict', { state: found.state });
    await putToWaiting(tx, workspaceId, found);
    await recordHistory(tx, caller, [
      { itemId: found.itemId, act: 'action_requested', details: { actionId: found.id, kind: found.kind, again: true } },
    ]);
    return actionView(await findAction(tx, workspaceId, found.id));
  });
  announce(workspaceId);
  await enqueue('send-action', { workspaceId, actionId: action.id });
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
      "sendFailed" = i."sendFailed" AND ${hasFailedAction('i')}
    WHERE i."workspaceId" = ${workspaceId}::uuid AND i."id" = ${itemId}::uuid`;
}
