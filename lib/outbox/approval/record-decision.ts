import type { Tx } from '#lib/db/tx.ts';
import type { Action } from '#lib/db/generated/client.ts';

type Decision = { deciderId: string | null; guestEmail?: string | null; digest: string | null; word?: string };

/** Writes who decided on a reply, and what exactly was approved. */
export async function recordDecision(
  tx: Tx,
  { workspaceId, id: actionId, itemId }: Action,
  { guestEmail = null, word = '', ...decision }: Decision,
): Promise<void> {
  const decided = { ...decision, guestEmail, word, decidedAt: new Date() };
  await tx.approval.upsert({
    where: { workspaceId_actionId: { workspaceId, actionId } },
    create: { workspaceId, actionId, itemId, ...decided },
    update: decided,
    select: { actionId: true },
  });
}
