import { defineAct, may } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { assignItem } from './assign-item.ts';
import { changeItem } from './change/change-items.ts';
import { readItemRow } from './list/read-item-rows.ts';
import type { ActResult } from './types.ts';

/** The most people whom a confidential item names. */
export const NAMED_LIMIT = 50;

type Input = { itemId: string; memberIds: readonly string[] | null };

/**
 * Makes an item confidential: besides admins and leads only the named members see it, and whoever works on it is named. A
 * manager who does so is named too. With null everybody who sees the channel sees the item again.
 * @throws Refusal `not_found` for the item or a member; `too_many`
 */
export const restrictItem = defineAct(
  'items.work',
  async (caller, { itemId, memberIds }: Input): Promise<ActResult> => {
    const id = uuid(itemId);
    const { item, isChanged } = await asMember(caller, async (tx) => {
      const named = memberIds && (await namesOf(tx, caller, id, memberIds));
      const wanted = named ? Prisma.sql`${named}::uuid[]` : Prisma.sql`NULL::uuid[]`;
      const changed = await changeItem(tx, caller, id, {
        event: 'restricted',
        facts: { confidentialTo: wanted },
        where: Prisma.sql`(SELECT now."confidentialTo" FROM "item" now
        WHERE now."workspaceId" = target."workspaceId" AND now."id" = target."id") IS DISTINCT FROM ${wanted}`,
        details: { memberIds: named },
      });
      return { item: changed?.item ?? (await readItemRow(tx, caller, id)), isChanged: changed !== null };
    });
    if (isChanged) announce(caller.workspaceId);
    return { item, undo: null };
  },
);

/** Those to name, sorted: the given ones, whoever works on the item, and the caller unless it is a lead. */
async function namesOf(tx: Tx, caller: Caller, itemId: string, given: readonly string[]): Promise<string[]> {
  const { workspaceId } = caller;
  if (given.length > NAMED_LIMIT) throw new Refusal('too_many', { limit: NAMED_LIMIT });
  const wanted = [...new Set(given.map(uuid))];
  const known = await tx.member.count({ where: { workspaceId, id: { in: wanted }, removedAt: null } });
  if (known < wanted.length) throw new Refusal('not_found');
  // A lock first, so that whoever is given a part meanwhile is read too.
  await tx.$queryRaw`SELECT FROM "item" WHERE "id" = ${itemId}::uuid FOR NO KEY UPDATE`;
  const item = await tx.item.findUnique({
    where: { workspaceId_id: { workspaceId, id: itemId } },
    select: { ownerId: true, contributors: { select: { memberId: true } } },
  });
  if (!item) throw new Refusal('not_found');
  const working = [item.ownerId, ...item.contributors.map(({ memberId }) => memberId)];
  // Those who assign items see confidential ones anyway.
  const self = may(caller, assignItem) ? [] : [caller.memberId];
  return [...new Set([...wanted, ...working.filter((one) => one !== null), ...self])].sort();
}
