import type { Tx } from '#lib/db/tx.ts';
import type { TakenAction } from './take-action.ts';

/**
 * The next action after an attempt: the same one if it waits for another, otherwise the next reply of the item or the next
 * moderation of the message.
 */
export async function nextInLine(
  tx: Tx,
  workspaceId: string,
  { itemId, targetId, messageId }: TakenAction,
): Promise<{ id: string; dueAt: Date } | null> {
  const line = messageId ? { messageId: { not: null } } : { messageId: null, targetId };
  return await tx.action.findFirst({
    where: { workspaceId, itemId, state: 'queued', ...line },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, dueAt: true },
  });
}
