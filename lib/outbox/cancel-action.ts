import { setPartDone } from '#lib/items/change/parts.ts';
import { defineAct } from '#lib/act.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { Action } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { findAction } from '#lib/items/detail/action-view.ts';
import { readItemRows } from '#lib/items/list/read-item-rows.ts';
import { settleMessages } from './attempts/settle-messages.ts';
import { returnReply } from '#lib/items/drafts/return-reply.ts';
import type { ItemChange } from '#lib/items/change/change-items.ts';
import type { DraftView } from '#lib/items/drafts/types.ts';
import type { ItemRow, ItemStatus } from '#lib/items/types.ts';

type Input = { actionId: string };
type CancelledAction = { item: ItemRow; text: string; draft: DraftView | null };

/**
 * Cancels an action before it is sent, or dismisses a failed one. A reply is the caller's draft again, and its item has the
 * status of before. @returns the item, the reply's text, and the draft that it is now part of
 * @throws Refusal `not_found`; `too_late_to_undo` once it is being sent
 */
export const cancelAction = defineAct(
  'replies.write',
  async (caller, { actionId }: Input): Promise<CancelledAction> => {
    const { workspaceId } = caller;
    const cancelled = await asMember(caller, async (tx) => {
      const action = await findAction(tx, workspaceId, uuid(actionId));
      // A worker that is in the call holds the row as `sending`: then it is too late. A queued action whose end may be
      // unknown at the network cannot be taken back either.
      const { count } = await tx.action.updateMany({
        where: { workspaceId, id: action.id, OR: [{ state: 'queued', lookFirst: false }, { state: 'failed' }] },
        data: { state: 'cancelled', messageId: null, finishedAt: new Date() },
      });
      if (count === 0) throw new Refusal('too_late_to_undo');
      const { messageId } = action;
      const returned = messageId ? await returnReply(tx, caller, { action, messageId }) : null;
      if (messageId) {
        await tx.message.delete({
          where: { workspaceId_id: { workspaceId, id: messageId } },
          select: { id: true },
        });
      }
      if (action.finishedPartOf) await setPartDone(tx, action.itemId, action.finishedPartOf, null);
      const isAnswered = action.state !== 'queued' || (await handOnStatus(tx, action));
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
      state: { notIn: ['cancelled', 'failed'] },
      createdAt: { gte: createdAt },
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true },
  });
  if (!later) return false;
  await tx.action.updateMany({ where: { workspaceId, id: later.id }, data: { statusBefore } });
  return true;
}
