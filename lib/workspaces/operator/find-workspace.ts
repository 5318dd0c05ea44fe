import { asDispatcher } from '#lib/db/in-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { workspaceRef } from '../workspace-ref.ts';

/**
 * Finds a workspace by the id or slug that the operator typed.
 * @throws Refusal `not_found`
 */
export async function findWorkspace(idOrSlug: string): Promise<{ id: string; slug: string; name: string }> {
  const { id, slug } = workspaceRef(idOrSlug);
  const workspace = await asDispatcher((tx) =>
    tx.workspace.findFirst({
      where: id === null ? { slug: slug ?? '' } : { id },
      select: { id: true, slug: true, name: true },
    }),
  );
  if (!workspace) throw new Refusal('not_found', { workspace: idOrSlug });
  return workspace;
}
