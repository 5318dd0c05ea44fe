import type { Tx } from '#lib/db/tx.ts';
import type { TakenAction } from './take-action.ts';

/**
 * Who comes after an attempt: the action itself when it waits for another one, else the next reply of its item or the
 * next moderation of its message, which waited for its end.
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
