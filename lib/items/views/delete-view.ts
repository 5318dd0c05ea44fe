import { allow, type Caller } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';

/**
 * Removes one of the caller's views, or a shared one by who may share.
 * @throws Refusal `not_found`, also for a colleague's private view; `not_allowed`
 */
export async function deleteView(caller: Caller, { viewId }: { viewId: string }): Promise<void> {
  allow(caller, 'items.read');
  const id = uuid(viewId);
  await inWorkspace(caller.workspaceId, async (tx) => {
    const view = await tx.savedView.findFirst({
      where: { id, OR: [{ memberId: caller.memberId }, { memberId: null }] },
      select: { memberId: true },
    });
    if (!view) throw new Refusal('not_found');
    if (view.memberId === null) allow(caller, 'views.share');
    await tx.savedView.deleteMany({ where: { id } });
  });
}
