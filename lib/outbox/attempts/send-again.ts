import type { Caller } from '#lib/caller.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { refuseIfGuidanceChanged } from '#lib/guidance/refuse-if-changed.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { actionView, findAction } from '#lib/items/detail/action-view.ts';
import { changeItems } from '#lib/items/change/change-items.ts';
import type { ActionView } from '#lib/items/types.ts';
import { enterQueue } from '../approval/enter-queue.ts';
import { outboxJobs } from '../jobs.ts';
import { refuseUnlessSender } from '../refuse-unless-sender.ts';
import { isLastWord } from './is-last-word.ts';
import { lockAction } from './lock-action.ts';
import { lockItem } from './lock-item.ts';

/**
 * Queues an ended action once more, or lets a reply wait that needs an approval.
 * @param options.from the states it may be in
 * @param options.lookFirst whether the network is asked before anything is sent
 * @throws Refusal `not_found`; `not_unconfirmed` or `conflict` when it is in another state; `only_owner_sends` (`owner`);
 *   `guidance_changed` for a reply that is not looked for first: taken back into the composer, it can be looked at
 */
export async function sendAgain(
  caller: Caller,
  actionId: string,
  { from, lookFirst }: { from: ('failed' | 'unconfirmed')[]; lookFirst: boolean },
): Promise<{ action: ActionView }> {
  const { workspaceId } = caller;
  const action = await asMember(caller, async (tx) => {
    const found = await lockAction(tx, workspaceId, actionId);
    if (!from.some((state) => state === found.state)) {
      throw new Refusal(lookFirst ? 'not_unconfirmed' : 'conflict', { state: found.state });
    }
    // Whoever sends it again has read the current text of the message that it answers.
    await tx.action.updateMany({
      where: { workspaceId, id: found.id },
      // Its time is past.
      data: { attempts: 0, confirmedAt: new Date(), scheduledFor: null },
    });
    if (!lookFirst && found.messageId) {
      await refuseUnlessSender(tx, caller, await lockItem(tx, caller, found.itemId));
      await refuseIfGuidanceChanged(tx, workspaceId, { itemId: found.itemId, writtenBy: found.guidance });
    }
    const dueAt = new Date();
    await enterQueue(tx, caller, { actionId: found.id, itemId: found.itemId, dueAt, lookFirst });
    await changeItems(tx, caller, [found.itemId], {
      event: (await isLastWord(tx, workspaceId, found)) ? 'reply_sent_again' : 'action_sent_again',
      details: { actionId: found.id, kind: found.kind, again: true },
    });
    return actionView(await findAction(tx, workspaceId, found.id));
  });
  announce(workspaceId);
  if (action.state === 'queued') await enqueue(outboxJobs.sendAction, { workspaceId, actionId: action.id });
  return { action };
}
