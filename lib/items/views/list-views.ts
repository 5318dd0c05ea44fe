import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { savedView, type SavedView } from './saved-views.ts';

/** The caller's own views and the shared ones, by name. */
export const listViews = defineAct('items.read', async (caller): Promise<SavedView[]> => {
  return await asMember(caller, async (tx) => {
    const rows = await tx.savedView.findMany({
      where: { OR: [{ memberId: caller.memberId }, { memberId: null }] },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
    });
    return rows.map(savedView);
  });
});
