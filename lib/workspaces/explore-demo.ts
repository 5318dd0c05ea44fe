import type { Caller } from '#lib/caller.ts';
import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import { enterWorkspace } from '#lib/db/enter-workspace.ts';
import { env } from '#lib/env.ts';
import { Refusal } from '#lib/refusal.ts';
import { type FoundedWorkspace, foundWorkspace } from './found-workspace.ts';

const NAME = 'Maison Aubry (démo)';

/** Whether this installation has the stand-ins that a demo workspace lives on. */
export function canExplore(): boolean {
  return env().PARVIS_DEMO;
}

/** Whether a workspace was made to explore. */
export async function isDemoWorkspace({ workspaceId }: Pick<Caller, 'workspaceId'>): Promise<boolean> {
  const found = await inWorkspace(workspaceId, (tx) =>
    tx.workspace.findFirst({ where: { id: workspaceId, isDemo: true }, select: { id: true } }),
  );
  return found !== null;
}

/**
 * A workspace to look around in, in the organization of the one given, with the person as its admin: the one that is
 * there, or a new one. Its networks are stand-ins, which connect themselves to it.
 * @throws Refusal `not_offered` where there are none; `conflict` when the one that is there is somebody else's
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
    const founded = await foundWorkspace(tx, { organizationId, name: NAME, slug, ownerUserId: userId });
    await enterWorkspace(tx, founded.workspaceId);
    await tx.workspace.update({ where: { id: founded.workspaceId }, data: { isDemo: true }, select: { id: true } });
    return { slug: founded.slug };
  });
}
