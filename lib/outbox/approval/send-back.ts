import { defineAct } from '#lib/act.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { Action } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { changeItems } from '#lib/items/change/change-items.ts';
import { setPartDone } from '#lib/items/change/parts.ts';
import { actionView, findAction } from '#lib/items/detail/action-view.ts';
import type { ActionView } from '#lib/items/types.ts';
import { lockAction } from '../attempts/lock-action.ts';
import { lockItemRow } from '../attempts/lock-item.ts';
import { refuseUnlessApprover } from './may-approve.ts';
import { digestOf } from './needs-approval.ts';
import { actorOf, type Decider, recordDecision } from './record-decision.ts';
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
    const action = await asMember(caller, async (tx) => {
      const waiting = await lockAction(tx, workspaceId, actionId);
      if (!(await isUndecidedOrUnsent(tx, waiting))) throw new Refusal('not_awaiting', { state: waiting.state });
      return await giveBack(tx, caller, waiting, word);
    });
    announce(workspaceId);
    return { action };
  },
);

/**
 * Gives a reply that waits back, if it is the one that was read.
 * @throws Refusal `not_awaiting`; `reply_changed`; as `giveBack`
 */
export async function sendBackAsRead(
  tx: Tx,
  decider: Decider,
  { actionId, digest }: { actionId: string; digest: string },
  word: string,
): Promise<ActionView> {
  const { workspaceId } = decider;
  const waiting = await lockAction(tx, workspaceId, actionId);
  if (waiting.state !== 'awaiting_approval') throw new Refusal('not_awaiting', { state: waiting.state });
  if ((await digestOf(tx, workspaceId, waiting.id)) !== digest) throw new Refusal('reply_changed');
  return await giveBack(tx, decider, waiting, word);
}

/** A reply that waits, or that was approved and is not sent yet. */
async function isUndecidedOrUnsent(tx: Tx, action: Action): Promise<boolean> {
  return action.state === 'awaiting_approval' || (await isApprovedAndUnsent(tx, action));
}

/** Whether a reply went through an approval and has not been sent: then its approval can still be taken back. */
export async function isApprovedAndUnsent(tx: Tx, { workspaceId, id, state, lookFirst }: Action): Promise<boolean> {
  if ((state !== 'queued' && state !== 'scheduled') || lookFirst) return false;
  return (await tx.approval.count({ where: { workspaceId, actionId: id } })) > 0;
}

/**
 * Gives a reply back to its author: its row must be locked. Its text stays with it.
 * @throws Refusal `own_reply`; `not_approver`; `invalid` for a word that is too long
 */
async function giveBack(tx: Tx, decider: Decider, action: Action, given: string): Promise<ActionView> {
  const { workspaceId, id, itemId, finishedPartOf } = action;
  const { memberId, guestLinkId } = decider;
  const word = given.trim();
  if (word.length > WORD_LIMIT) throw new Refusal('invalid', { field: 'word' });
  await refuseUnlessApprover(tx, { workspaceId, memberId }, id);
  await tx.action.updateMany({
    where: { workspaceId, id },
    // The part that it finished is to do again, once.
    data: { state: 'sent_back', finishedPartOf: null },
  });
  await recordDecision(tx, action, decider, { digest: null, word });
  await lockItemRow(tx, workspaceId, itemId);
  if (finishedPartOf) await setPartDone(tx, itemId, finishedPartOf, null);
  await changeItems(tx, actorOf(decider), [itemId], {
    event: guestLinkId === undefined ? 'reply_sent_back' : 'reply_sent_back_by_guest',
    details: { actionId: id, ...(guestLinkId ? { guestLinkId } : {}) },
  });
  return actionView(await findAction(tx, workspaceId, id));
}
