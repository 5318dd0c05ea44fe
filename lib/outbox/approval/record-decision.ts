import type { Tx } from '#lib/db/tx.ts';
import type { Action } from '#lib/db/generated/client.ts';
import type { Actor } from '#lib/items/change/change-items.ts';

/** Who decides on a reply: a member, or a guest for whom the member answers who made the link. */
export type Decider = { workspaceId: string; memberId: string; guestLinkId?: string };

type Decision = { digest: string | null; word?: string };

/** In whose name it stands in the history. */
export function actorOf({ workspaceId, memberId, guestLinkId }: Decider): Actor {
  return guestLinkId === undefined ? { workspaceId, memberId } : { workspaceId, guest: true };
}

/** Writes who decided on a reply, and what exactly was approved. */
export async function recordDecision(
  tx: Tx,
  { workspaceId, id: actionId, itemId }: Action,
  decider: Decider,
  { word = '', digest }: Decision,
): Promise<void> {
  const { memberId: deciderId, guestLinkId = null } = decider;
  const decided = { deciderId, guestLinkId, digest, word, decidedAt: new Date() };
  await tx.approval.upsert({
    where: { workspaceId_actionId: { workspaceId, actionId } },
    create: { workspaceId, actionId, itemId, ...decided },
    update: decided,
    select: { actionId: true },
  });
}
