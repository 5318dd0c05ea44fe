import { allow, type Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/client.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { actionView, findAction } from '../action-view.ts';
import { recordHistory } from '../record-history.ts';
import type { ActionView } from '../types.ts';
import { bumpItem } from './take-action.ts';

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
    const { count } = await tx.action.updateMany({
      where: { workspaceId, id: found.id, state: { in: from } },
      data: { state: 'queued', dueAt: new Date(), attempts: 0, lookFirst, finishedAt: null },
    });
    if (count === 0) throw new Refusal(lookFirst ? 'not_unconfirmed' : 'conflict', { state: found.state });
    await requeueMessage(tx, workspaceId, found.messageId);
    await recordHistory(tx, caller, [
      { itemId: found.itemId, act: 'action_requested', details: { actionId: found.id, kind: found.kind, again: true } },
    ]);
    await bumpItem(tx, workspaceId, found.itemId);
    return actionView(await findAction(tx, workspaceId, found.id));
  });
  announce(workspaceId);
  await enqueue('send-action', { workspaceId, actionId: action.id });
  return { action };
}

async function requeueMessage(tx: Tx, workspaceId: string, messageId: string | null): Promise<void> {
  if (messageId) await tx.message.updateMany({ where: { workspaceId, id: messageId }, data: { state: 'queued' } });
}
