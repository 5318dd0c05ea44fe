import { defineAct } from '#lib/act.ts';
import type { Role } from '#lib/caller.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { savedView, type SavedView } from './saved-views.ts';

/** The caller's own views and the shared ones by name, after those that stand first for the caller's role. */
export const listViews = defineAct('items.read', async (caller): Promise<SavedView[]> => {
  return await asMember(caller, async (tx) => {
    const rows = await tx.savedView.findMany({
      where: { OR: [{ memberId: caller.memberId }, { memberId: null }] },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
    });
    const isFirst = ({ firstFor }: { firstFor: Role[] }) => Number(firstFor.includes(caller.role));
    return rows.toSorted((a, b) => isFirst(b) - isFirst(a)).map(savedView);
  });
});
