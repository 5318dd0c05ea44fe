import type { Tx } from '#lib/db/tx.ts';
import { changeItems } from '#lib/items/change/change-items.ts';
import { setPartDone } from '#lib/items/change/parts.ts';
import type { HeldReason } from './types.ts';

/** The item is somebody's already: it was answered or put away on purpose. */
const leavesItem: ReadonlySet<HeldReason> = new Set(['answered', 'closed']);

/**
 * Keeps a reply from being sent, and shows it with its reason: its author and the owner of the item are notified, and the item
 * comes back to the queue. The action's row and the item's must be locked. Its text stays with it.
 */
export async function holdReply(
  tx: Tx,
  workspaceId: string,
  { actionId, reason }: { actionId: string; reason: HeldReason },
): Promise<void> {
  const { itemId, finishedPartOf } = await tx.action.update({
    where: { workspaceId_id: { workspaceId, id: actionId } },
    data: { state: 'held', heldReason: reason, attemptId: null, leaseUntil: null, finishedAt: null },
    select: { itemId: true, finishedPartOf: true },
  });
  if (finishedPartOf) {
    // The part that it finished is to do again, once.
    await tx.action.updateMany({ where: { workspaceId, id: actionId }, data: { finishedPartOf: null } });
    await setPartDone(tx, itemId, finishedPartOf, null);
  }
  await changeItems(tx, { workspaceId, system: true }, [itemId], {
    event: leavesItem.has(reason) ? 'reply_held_aside' : 'reply_held',
    details: { actionId, reason },
  });
}
