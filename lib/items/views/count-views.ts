import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { countEach } from '../list/count-matching.ts';
import { savedView } from './saved-views.ts';

/** The most views that one call names: their ids stand in its address. */
export const VIEWS_NAMED = 100;

/** The most views that one call counts. */
const VIEWS_COUNTED = 1_000;

type ViewCount = { id: string; items: number };

/**
 * The exact number of items in saved views, as the caller sees them: her channels, and what is confidential only where she
 * is named or leads. A view that searches is not counted, and one that is not hers to see is left out.
 * @param input.viewIds absent: all that are hers to see, the first thousand by name
 * @throws Refusal `too_many` (`limit`)
 */
export const countViews = defineAct(
  'items.read',
  async (caller, { viewIds }: { viewIds?: readonly string[] }): Promise<ViewCount[]> => {
    const ids = viewIds && [...new Set(viewIds.map(uuid))];
    if (ids && ids.length > VIEWS_NAMED) throw new Refusal('too_many', { limit: VIEWS_NAMED });
    return await asMember(caller, async (tx, sight) => {
      const rows = await tx.savedView.findMany({
        where: { ...(ids ? { id: { in: ids } } : {}), OR: [{ memberId: caller.memberId }, { memberId: null }] },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
        take: VIEWS_COUNTED,
      });
      const views = rows.map(savedView);
      const counts = await countEach(
        tx,
        caller,
        views.map(({ filter }) => ({ filter, sight })),
      );
      return views.flatMap(({ id }, n) => (typeof counts[n] === 'number' ? [{ id, items: counts[n] }] : []));
    });
  },
);
