import type { Tx } from '#lib/db/tx.ts';
import type { Action } from '#lib/db/generated/client.ts';

type Decision = { deciderId: string; digest: string | null; word?: string };

/** Writes who decided on a reply, and what exactly was approved. */
export async function recordDecision(
  tx: Tx,
  { workspaceId, id: actionId, itemId }: Action,
  { word = '', ...decision }: Decision,
): Promise<void> {
  const decided = { ...decision, word, decidedAt: new Date() };
  await tx.approval.upsert({
    where: { workspaceId_actionId: { workspaceId, actionId } },
    create: { workspaceId, actionId, itemId, ...decided },
    update: decided,
    select: { actionId: true },
  });
}
