import { defineAct, refuseUnless } from '#lib/act.ts';
import type { Caller, Role } from '#lib/caller.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { type Take, takeStock } from '#lib/quotas/take-stock.ts';
import { Refusal } from '#lib/refusal.ts';
import { cleanText } from '../clean-text.ts';
import { readFilter } from '../list/filter.ts';
import { savedView, type SavedView, type SavedFilter, shareView } from './saved-views.ts';
import { itemSorts } from '../types.ts';

/** Longest name of a view, in characters. */
const NAME_LIMIT = 80;

type Input = { viewId?: string; name: string; filter: SavedFilter; isShared?: boolean; firstFor?: Role[] };

const needed = {
  permission: 'items.read',
  more: (_: Caller, { isShared }: Input) => (isShared ? shareView : null),
} as const;

/**
 * Saves a filter under a name, for the caller alone or shared with the workspace, and then first for some roles; with
 * `viewId` it replaces that view.
 * @throws Refusal `invalid` naming the field; `not_allowed` to share without the right; `not_found`; `quota_reached`
 */
export const saveView = defineAct(
  needed,
  async (caller, { viewId, name, filter, isShared = false, firstFor = [] }: Input): Promise<SavedView> => {
    const cleaned = cleanText(name);
    if (cleaned === '' || cleaned.length > NAME_LIMIT)
      throw new Refusal('invalid', { field: 'name', limit: NAME_LIMIT });
    const { sort, ...conditions } = filter;
    if (sort && !itemSorts.includes(sort)) throw new Refusal('invalid', { field: 'sort' });
    readFilter(caller, conditions);
    if (firstFor.length > 0 && !isShared) throw new Refusal('invalid', { field: 'firstFor' });
    const data = {
      name: cleaned,
      filter,
      memberId: isShared ? null : caller.memberId,
      firstFor: [...new Set(firstFor)],
    };
    return await asMember(caller, async (tx) => {
      if (!viewId) {
        await takeStock(tx, caller.workspaceId, [quotaOf(data)]);
        return savedView(await tx.savedView.create({ data: { workspaceId: caller.workspaceId, ...data } }));
      }
      const id = uuid(viewId);
      const found = await tx.savedView.findFirst({
        where: { id, OR: [{ memberId: caller.memberId }, { memberId: null }] },
        select: { memberId: true },
      });
      if (!found) throw new Refusal('not_found');
      if (found.memberId === null) refuseUnless(caller, shareView);
      // The view moves from one quota to another.
      if (found.memberId !== data.memberId) await takeStock(tx, caller.workspaceId, [quotaOf(data)]);
      return savedView(
        await tx.savedView.update({ where: { workspaceId_id: { workspaceId: caller.workspaceId, id } }, data }),
      );
    });
  },
);

function quotaOf({ memberId }: { memberId: string | null }): Take {
  return { quota: memberId === null ? 'shared_views' : 'views_of_member', subject: memberId };
}
