import { defineAct, refuseUnless } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { shareView } from './saved-views.ts';

/**
 * Removes one of the caller's views, or a shared one by who may share.
 * @throws Refusal `not_found`, also for a colleague's private view; `not_allowed`
 */
export const deleteView = defineAct('items.read', async (caller, { viewId }: { viewId: string }): Promise<void> => {
  const id = uuid(viewId);
  await asMember(caller, async (tx) => {
    const view = await tx.savedView.findFirst({
      where: { id, OR: [{ memberId: caller.memberId }, { memberId: null }] },
      select: { memberId: true },
    });
    if (!view) throw new Refusal('not_found');
    if (view.memberId === null) refuseUnless(caller, shareView);
    await tx.savedView.deleteMany({ where: { id } });
  });
});
