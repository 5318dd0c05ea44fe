import { setPartDone } from '#lib/items/change/parts.ts';
import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { Action } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { readItemRows } from '#lib/items/list/read-item-rows.ts';
import { lockAction } from './attempts/lock-action.ts';
import { lockItem } from './attempts/lock-item.ts';
import { settleMessages } from './attempts/settle-messages.ts';
import { refuseIfOwnedByColleague, refuseUnlessSender } from './refuse-unless-sender.ts';
import { returnReply } from '#lib/items/drafts/return-reply.ts';
import type { ItemChange } from '#lib/items/change/change-items.ts';
import type { DraftView } from '#lib/items/drafts/types.ts';
import type { ItemRow, ItemStatus } from '#lib/items/types.ts';

type Input = { actionId: string };
type CancelledAction = { item: ItemRow; text: string; draft: DraftView | null };

/**
 * Cancels an action before it is sent, or dismisses a failed one. A reply is the caller's draft again, and its item has the
 * status of before. @returns the item, the reply's text, and the draft that it is now part of
 * @throws Refusal `not_found`; `too_late_to_undo` once it is being sent; `not_author` for a reply that waits for an approval;
 *   for a scheduled one of somebody else's item also `only_owner_sends`, `already_claimed`
 */
export const cancelAction = defineAct(
  'replies.write',
  async (caller, { actionId }: Input): Promise<CancelledAction> => {
    const { workspaceId } = caller;
    const cancelled = await asMember(caller, async (tx) => {
      const action = await lockAction(tx, workspaceId, actionId);
      // A worker that is in the call holds the row as `sending`: then it is too late. A queued action whose end may be
      // unknown at the network cannot be taken back either.
      const isInTime = cancellable.has(action.state) || (action.state === 'queued' && !action.lookFirst);
      if (!isInTime) throw new Refusal('too_late_to_undo');
      if (await belongsToAuthor(tx, caller, action)) throw new Refusal('not_author');
      if (teams.has(action.state) && action.memberId !== caller.memberId) {
        const item = await lockItem(tx, caller, action.itemId);
        await refuseUnlessSender(tx, caller, item);
        refuseIfOwnedByColleague(item, caller);
      }
      await tx.action.updateMany({
        where: { workspaceId, id: action.id },
        data: { state: 'cancelled', messageId: null, heldReason: null, finishedAt: new Date() },
      });
      const { messageId } = action;
      // A template is chosen again: as a draft its words could not be sent.
      const returned =
        messageId && action.template === null ? await returnReply(tx, caller, { action, messageId }) : null;
      if (messageId) {
        await tx.message.delete({
          where: { workspaceId_id: { workspaceId, id: messageId } },
          select: { id: true },
        });
      }
      if (action.finishedPartOf) await setPartDone(tx, action.itemId, action.finishedPartOf, null);
      const isAnswered = !waitsToLeave.has(action.state) || (await handOnStatus(tx, action));
      await settleMessages(tx, caller, action.itemId, {
        ...(isAnswered || action.statusBefore === null
          ? { event: 'action_cancelled' }
          : takingBack(action.statusBefore)),
        details: { actionId: action.id, kind: action.kind },
      });
      const [item] = await readItemRows(tx, caller, [action.itemId]);
      if (!item) throw new Refusal('not_found');
      return { item, text: returned?.text ?? '', draft: returned?.draft ?? null };
    });
    announce(workspaceId);
    return cancelled;
  },
);

const cancellable = new Set<Action['state']>(['failed', 'awaiting_approval', 'sent_back', 'scheduled', 'held']);
/** The whole team's to change and to remove, as a reply that was not written yet. */
const teams = new Set<Action['state']>(['scheduled', 'held']);
/** Its item counts as answered by it. */
const waitsToLeave = new Set<Action['state']>(['queued', 'awaiting_approval', 'scheduled']);

/** A reply that was asked to be approved is its author's to take back: anybody else sends it back, so that its text stays. */
async function belongsToAuthor(tx: Tx, caller: Caller, { workspaceId, id, state, memberId }: Action): Promise<boolean> {
  if (state === 'failed' || teams.has(state) || memberId === null || memberId === caller.memberId) return false;
  if ((await tx.approval.count({ where: { workspaceId, actionId: id } })) === 0) return false;
  return (await tx.member.count({ where: { workspaceId, id: memberId, removedAt: null } })) > 0;
}

/** If the reply had ended a snooze, the item becomes open. */
function takingBack(statusBefore: ItemStatus): ItemChange {
  return {
    event: 'reply_cancelled',
    values: { statusBefore: statusBefore === 'snoozed' ? 'open' : statusBefore },
  };
}

/**
 * Passes the item's status before this reply on to the next reply of the item.
 * @returns whether there is such a reply
 */
async function handOnStatus(tx: Tx, { workspaceId, id, itemId, createdAt, statusBefore }: Action): Promise<boolean> {
  const later = await tx.action.findFirst({
    where: {
      workspaceId,
      itemId,
      id: { not: id },
      messageId: { not: null },
      state: { notIn: ['cancelled', 'failed', 'sent_back', 'held'] },
      createdAt: { gte: createdAt },
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true },
  });
  if (!later) return false;
  await tx.action.updateMany({ where: { workspaceId, id: later.id }, data: { statusBefore } });
  return true;
}
