import type { Caller } from '#lib/caller.ts';
import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import { enterWorkspace } from '#lib/db/enter-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { env } from '#lib/env.ts';
import { Refusal } from '#lib/refusal.ts';
import { type FoundedWorkspace, createWorkspaceIn } from './create-workspace-in.ts';

const NAME = 'Maison Aubry (démo)';

/** Whether this installation runs the networks' stand-ins that a demo workspace needs. */
export function canExplore(): boolean {
  return env().PARVIS_DEMO;
}

/** Whether a workspace is a demo. */
export async function isDemoWorkspace({ workspaceId }: Pick<Caller, 'workspaceId'>): Promise<boolean> {
  const found = await inWorkspace(workspaceId, (tx) =>
    tx.workspace.findFirst({ where: { id: workspaceId, isDemo: true }, select: { id: true } }),
  );
  return found !== null;
}

/**
 * Opens the organization's demo workspace with the user as admin, and creates it if needed. The networks' stand-ins
 * connect themselves to it.
 * @throws Refusal `not_offered` without stand-ins; `conflict` when the existing demo belongs to another user
 */
export async function exploreDemo({
  workspaceId,
  userId,
}: {
  workspaceId: string;
  userId: string;
}): Promise<Pick<FoundedWorkspace, 'slug'>> {
  if (!canExplore()) throw new Refusal('not_offered');
  return await asDispatcher(async (tx) => {
    const { organizationId } = await tx.workspace.findUniqueOrThrow({
      where: { id: workspaceId },
      select: { organizationId: true },
    });
    const held = await tx.workspace.findFirst({
      where: { organizationId, isDemo: true },
      select: { id: true, slug: true },
    });
    if (held) {
      const isMember = await tx.member.findFirst({
        where: { workspaceId: held.id, userId, removedAt: null },
        select: { id: true },
      });
      if (!isMember) throw new Refusal('conflict');
      return { slug: held.slug };
    }
    const slug = `demo-${organizationId.slice(-6)}`;
    const founded = await createWorkspaceIn(tx, { organizationId, name: NAME, slug, ownerUserId: userId });
    await markAsDemo(tx, founded);
    return { slug: founded.slug };
  });
}

/** Makes a new workspace a demo. Afterwards the transaction is inside it. */
export async function markAsDemo(tx: Tx, { workspaceId }: Pick<FoundedWorkspace, 'workspaceId'>): Promise<void> {
  await enterWorkspace(tx, workspaceId);
  await tx.workspace.update({ where: { id: workspaceId }, data: { isDemo: true }, select: { id: true } });
}
