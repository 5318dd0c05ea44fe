import { defineAct, defineRight, may } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { Refusal } from '#lib/refusal.ts';
import { actOnItem } from '../change/act-on-item.ts';
import type { ItemChange } from '../change/change-items.ts';
import type { ActResult } from '../types.ts';

type Input = { itemId: string };

/** To release an item that a colleague owns. */
const releaseOthersItem = defineRight('items.assign');

/**
 * Releases an item. Members release their own; those who may assign release anyone's.
 * @throws Refusal `not_found`; `already_claimed` with the `owner` when it is a colleague's
 */
export const releaseItem = defineAct('items.work', async (caller, { itemId }: Input): Promise<ActResult> => {
  const result = await actOnItem(caller, itemId, releasing(caller));
  if (!result.undo && result.item.owner) throw new Refusal('already_claimed', { owner: result.item.owner });
  return result;
});

export function releasing(caller: Caller): ItemChange {
  return {
    event: 'released',
    where: may(caller, releaseOthersItem)
      ? Prisma.sql`target."ownerId" IS NOT NULL`
      : Prisma.sql`target."ownerId" = ${caller.memberId}::uuid`,
  };
}
