import { asDispatcher } from '#lib/db/in-workspace.ts';

export type ListedWorkspace = {
  id: string;
  slug: string;
  name: string;
  organization: { id: string; name: string };
  members: number;
  createdAt: string;
};

/** All workspaces of the installation, oldest first, for the operator. */
export async function listAllWorkspaces(): Promise<ListedWorkspace[]> {
  return await asDispatcher(async (tx) => {
    const workspaces = await tx.workspace.findMany({
      orderBy: { createdAt: 'asc' },
      select: { id: true, slug: true, name: true, createdAt: true, organization: { select: { id: true, name: true } } },
    });
    const places = await tx.member.findMany({ where: { removedAt: null }, select: { workspaceId: true } });
    const sizes = Map.groupBy(places, ({ workspaceId }) => workspaceId);
    return workspaces.map(({ createdAt, ...workspace }) => ({
      ...workspace,
      members: sizes.get(workspace.id)?.length ?? 0,
      createdAt: createdAt.toISOString(),
    }));
  });
}
