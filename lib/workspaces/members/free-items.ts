import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';

/**
 * Takes everything out of a member's hands: what is unfinished goes back to the team with a line in its history, and
 * what is finished will not come back to someone who is gone. Statements of constant number, however many items.
 * @returns how many unfinished items were freed
 */
export async function freeItems(
  tx: Tx,
  by: Pick<Caller, 'workspaceId' | 'memberId'> | { workspaceId: string; operator: true },
  { memberId }: { memberId: string },
): Promise<number> {
  const { workspaceId } = by;
  const actorId = 'memberId' in by ? by.memberId : null;
  // The order of ids is the order in which every bulk change locks, so that none waits in a circle.
  const freed = await tx.$executeRaw`
    with held as (
      select "id", "status" in ('open', 'waiting', 'snoozed') as "isUnfinished" from "item"
      where "workspaceId" = ${workspaceId}::uuid and "ownerId" = ${memberId}::uuid order by "id" for update
    ), freed as (
      update "item" i set "ownerId" = null, "claimedUntil" = null,
        "version" = i."version" + held."isUnfinished"::int
      from held where i."workspaceId" = ${workspaceId}::uuid and i."id" = held."id"
      returning i."id", held."isUnfinished"
    )
    insert into "item_history" ("workspaceId", "itemId", "memberId", "actor", "act", "before")
    select ${workspaceId}::uuid, "id", ${actorId}::uuid, case when ${actorId}::uuid is null then 'system' else 'member' end,
      'released', jsonb_build_object('ownerId', ${memberId}::text)
    from freed where "isUnfinished"`;
  const helped = await tx.itemContributor.findMany({
    where: { workspaceId, memberId, status: { in: ['open', 'waiting', 'snoozed'] } },
    select: { itemId: true },
    orderBy: { itemId: 'asc' },
  });
  await tx.itemContributor.deleteMany({ where: { workspaceId, memberId } });
  await tx.$executeRaw`
    update "item" set "version" = "version" + 1
    where "workspaceId" = ${workspaceId}::uuid and "id" = any(${helped.map(({ itemId }) => itemId)}::uuid[])`;
  return freed;
}
