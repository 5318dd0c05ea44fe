import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { Action } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { actionView, findAction } from '#lib/items/detail/action-view.ts';
import { changeItems } from '#lib/items/change/change-items.ts';
import type { ActionView } from '#lib/items/types.ts';
import { outboxJobs } from '../jobs.ts';
import { refuseUnlessSender } from '../refuse-unless-sender.ts';
import { lockItem } from './lock-item.ts';

/**
 * Queues an ended action once more.
 * @param options.from the states it may be in
 * @param options.lookFirst whether the network is asked before anything is sent
 * @throws Refusal `not_found`; `not_unconfirmed` or `conflict` when it is in another state; `only_owner_sends` (`owner`)
 */
export async function sendAgain(
  caller: Caller,
  actionId: string,
  { from, lookFirst }: { from: ('failed' | 'unconfirmed')[]; lookFirst: boolean },
): Promise<{ action: ActionView }> {
  const { workspaceId } = caller;
  const action = await asMember(caller, async (tx) => {
    const found = await findAction(tx, workspaceId, uuid(actionId));
    // Whoever sends it again has read the current text of the message that it answers.
    const count = await tx.$executeRaw`
      UPDATE "action" SET "state" = 'queued', "dueAt" = now(), "attempts" = 0, "lookFirst" = ${lookFirst},
        "finishedAt" = NULL, "confirmedAt" = now()
      WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ${found.id}::uuid AND "state"::text = ANY(${from})`;
    if (count === 0) throw new Refusal(lookFirst ? 'not_unconfirmed' : 'conflict', { state: found.state });
    if (!lookFirst && found.messageId) {
      await refuseUnlessSender(tx, caller, await lockItem(tx, caller, found.itemId));
    }
    await changeItems(tx, caller, [found.itemId], {
      event: (await isLastWord(tx, workspaceId, found)) ? 'reply_sent_again' : 'action_sent_again',
      details: { actionId: found.id, kind: found.kind, again: true },
    });
    return actionView(await findAction(tx, workspaceId, found.id));
  });
  announce(workspaceId);
  await enqueue(outboxJobs.sendAction, { workspaceId, actionId: action.id });
  return { action };
}

/** Locks the item's row, and says whether its contact has not written since the reply. */
async function isLastWord(tx: Tx, workspaceId: string, { itemId, messageId }: Action): Promise<boolean> {
  const [item] = await tx.$queryRaw<{ isLastWord: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM "message" m
      WHERE m."workspaceId" = i."workspaceId" AND m."id" = ${messageId}::uuid AND m."createdAt" >= i."lastInboundAt"
    ) AS "isLastWord"
    FROM "item" i WHERE i."workspaceId" = ${workspaceId}::uuid AND i."id" = ${itemId}::uuid FOR NO KEY UPDATE OF i`;
  return item?.isLastWord ?? false;
}
