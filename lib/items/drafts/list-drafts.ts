import { defineAct, defineRight, may } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { readColleagueDrafts, readOwnDrafts } from './read-drafts.ts';
import type { ItemDrafts } from './types.ts';

/** A client sees what is sent, not how it is written. */
const readOthers = defineRight('replies.write');

/**
 * The caller's own drafts in an item, and what colleagues are writing there.
 * @throws Refusal `not_found`
 */
export const listDrafts = defineAct(
  'items.read',
  async (caller, { itemId }: { itemId: string }): Promise<ItemDrafts> => {
    const id = uuid(itemId);
    return await asMember(caller, async (tx) => {
      const item = await tx.item.findFirst({ where: { workspaceId: caller.workspaceId, id }, select: { id: true } });
      if (!item) throw new Refusal('not_found');
      const own = await readOwnDrafts(tx, caller, id);
      return { own, others: may(caller, readOthers) ? await readColleagueDrafts(tx, caller, id) : [] };
    });
  },
);
