import { defineAct } from '#lib/act.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { Action } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { type Actor, changeItems } from '#lib/items/change/change-items.ts';
import { setPartDone } from '#lib/items/change/parts.ts';
import { actionView, findAction } from '#lib/items/detail/action-view.ts';
import type { ActionView } from '#lib/items/types.ts';
import { lockAction } from '../attempts/lock-action.ts';
import { lockItemRow } from '../attempts/lock-item.ts';
import { refuseUnlessApprover } from './may-approve.ts';
import { recordDecision } from './record-decision.ts';
import { WORD_LIMIT } from './types.ts';

type Input = { actionId: string; word: string };

/**
 * Gives a reply that waits, or was just approved, back to its author. Its item comes back to the queue.
 * @throws Refusal `not_found`; `not_awaiting`; `own_reply`; `not_approver`; `invalid` for a word that is too long
 */
export const sendBack = defineAct(
  'replies.approve',
  async (caller, { actionId, word }: Input): Promise<{ action: ActionView }> => {
    const { workspaceId } = caller;
    if (word.trim().length > WORD_LIMIT) throw new Refusal('invalid', { field: 'word' });
    const action = await asMember(caller, async (tx) => {
      const waiting = await lockAction(tx, workspaceId, actionId);
      if (!(await canBeSentBack(tx, waiting))) throw new Refusal('not_awaiting', { state: waiting.state });
      await refuseUnlessApprover(tx, caller, waiting.id);
      await giveBack(tx, caller, waiting, { deciderId: caller.memberId, word: word.trim() });
      return actionView(await findAction(tx, workspaceId, waiting.id));
    });
    announce(workspaceId);
    return { action };
  },
);

/** A reply that waits, or that was approved and is not sent yet. */
async function canBeSentBack(tx: Tx, { workspaceId, id, state, lookFirst }: Action): Promise<boolean> {
  if (state === 'awaiting_approval') return true;
  if ((state !== 'queued' && state !== 'scheduled') || lookFirst) return false;
  return (await tx.approval.count({ where: { workspaceId, actionId: id } })) > 0;
}

/** Gives a reply back to its author: its row must be locked. Its text stays with it. */
async function giveBack(
  tx: Tx,
  by: Actor,
  action: Action,
  { deciderId, word }: { deciderId: string; word: string },
): Promise<void> {
  const { workspaceId, id, itemId, finishedPartOf } = action;
  await tx.action.updateMany({
    where: { workspaceId, id },
    // The part that it finished is to do again, once.
    data: { state: 'sent_back', finishedPartOf: null },
  });
  await recordDecision(tx, action, { deciderId, digest: null, word });
  await lockItemRow(tx, workspaceId, itemId);
  if (finishedPartOf) await setPartDone(tx, itemId, finishedPartOf, null);
  await changeItems(tx, by, [itemId], {
    event: 'reply_sent_back',
    details: { actionId: id },
  });
}
