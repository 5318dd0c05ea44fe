import type { Tx } from '#lib/db/tx.ts';

/**
 * Deletes up to so many items of a workspace that is erased, with everything that hangs on them: messages, replies, notes, tags,
 * drafts. It writes no history: that goes too.
 */
export async function eraseItems(
  tx: Tx,
  workspaceId: string,
  limit: number,
): Promise<{ items: number; messages: number }> {
  const found = await tx.item.findMany({ where: { workspaceId }, select: { id: true }, take: limit });
  const ids = found.map(({ id }) => id);
  const where = { workspaceId, itemId: { in: ids } };
  const messages = await tx.message.count({ where });
  // An action that takes another back would hold it.
  await tx.$executeRaw`
    UPDATE "action" SET "undoOfId" = NULL
    WHERE "workspaceId" = ${workspaceId}::uuid AND "itemId" = ANY (${ids}::uuid[]) AND "undoOfId" IS NOT NULL`;
  const { count: items } = await tx.item.deleteMany({ where: { workspaceId, id: { in: ids } } });
  return { items, messages };
}
