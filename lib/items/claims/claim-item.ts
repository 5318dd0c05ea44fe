import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { uuid } from '#lib/db/uuid.ts';
import { changeItem, changeItems, type ItemChange } from '../change/change-items.ts';
import { asReceiver } from '../members/as-receiver.ts';
import { readItemRow } from '../list/read-item-rows.ts';
import { type ActResult, LEASE_MS } from '../types.ts';

/**
 * Takes a free item for the caller until the lease ends, or renews the lease of her own item. Of concurrent callers, one
 * wins.
 * @throws Refusal `not_found`; `already_claimed` with the `owner`
 */
export const claimItem = defineAct('items.work', async (caller, { itemId }: { itemId: string }): Promise<ActResult> => {
  const id = uuid(itemId);
  const result = await asReceiver(caller, (tx) => claim(tx, caller, id));
  if (result.undo) announce(caller.workspaceId);
  return result;
});

async function claim(tx: Tx, caller: Caller, itemId: string): Promise<ActResult> {
  // The owner may release the item between our lost attempt and reading the owner: then it is free again.
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const claimed = await changeItem(tx, caller, itemId, claiming(caller));
    if (claimed) return { item: claimed.item, undo: claimed.historyId };
    const item = await readItemRow(tx, caller, itemId);
    if (item.owner?.id === caller.memberId) return { item: await renew(tx, caller, itemId), undo: null };
    if (item.owner) throw new Refusal('already_claimed', { owner: item.owner });
  }
  throw new Refusal('conflict');
}

export function claiming(caller: Caller, now = new Date()): ItemChange {
  return {
    event: 'claimed',
    values: { ownerId: caller.memberId, claimedUntil: leaseEnd(now) },
    where: Prisma.sql`target."ownerId" IS NULL OR target."claimedUntil" < ${now.toISOString()}::timestamptz`,
  };
}

export const leaseEnd = (now: Date): string => new Date(now.getTime() + LEASE_MS).toISOString();

/** An assigned item has no lease and gets none. */
async function renew(tx: Tx, caller: Caller, itemId: string) {
  await changeItems(tx, caller, [itemId], {
    event: 'lease_renewed',
    values: { claimedUntil: leaseEnd(new Date()) },
    where: Prisma.sql`target."ownerId" = ${caller.memberId}::uuid AND target."claimedUntil" IS NOT NULL`,
  });
  return await readItemRow(tx, caller, itemId);
}
