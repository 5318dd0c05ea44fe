import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { asMember, asProduct } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { countObstacles, obstacleOf } from './plan-routing.ts';
import { readPeople, receiving } from './read-people.ts';
import { readRouting } from './read-routing.ts';
import { type ItemRouting, obstacles, type RouteReason, routeReasons } from './types.ts';
import { readWaitingItem } from './waiting-items.ts';

type Input = { itemId: string };

/**
 * "Why me?" of an item that was distributed to its owner, and "why nobody?" of one that waits: how many people do not get
 * it now for which reason. Only numbers are told of people.
 * @throws Refusal `not_found`
 */
export const getItemRouting = defineAct('items.work', async (caller, { itemId }: Input): Promise<ItemRouting> => {
  const id = uuid(itemId);
  const route = await asMember(caller, (tx) => readRoute(tx, caller, id));
  // Read as the product: why others do not get it does not depend on what the reader sees.
  return await asProduct(caller.workspaceId, async (tx) => {
    const routing = await readRouting(tx, caller.workspaceId);
    const item = routing.isOn ? await readWaitingItem(tx, caller.workspaceId, id) : null;
    if (!item) return { isOn: routing.isOn, route, wait: null };
    const people = receiving(await readPeople(tx, caller.workspaceId, { routing, now: new Date() }));
    const { weights, returnsToLastHandler } = routing;
    const skillsByTag = new Map(routing.skills.map(({ tagId, skill }) => [tagId, skill]));
    const rules = { weights, returnsToLastHandler, skillsByTag };
    const found = people.map((person) => obstacleOf(item, person, rules));
    const counts = countObstacles(found.includes(null) ? [] : found);
    return {
      isOn: true,
      route,
      wait: {
        since: new Date(item.since).toISOString(),
        people: people.length,
        obstacles: obstacles.flatMap((obstacle) => {
          const count = counts.get(obstacle);
          return count === undefined ? [] : [{ obstacle, count }];
        }),
      },
    };
  });
});

type RouteRow = Omit<NonNullable<ItemRouting['route']>, 'member' | 'routedAt' | 'reason'> & {
  memberId: string | null;
  name: string;
  routedAt: Date;
  reason: string;
};

/** @returns null where the item was not distributed, or somebody else has it since */
async function readRoute(tx: Tx, { workspaceId }: Caller, itemId: string): Promise<ItemRouting['route']> {
  const [row] = await tx.$queryRaw<RouteRow[]>`
    SELECT m."id"::text AS "memberId", u."name", r."routedAt", r."reason", r."weight"::int, r."load"::int, r."capacity"::int,
      r."candidates"::int
    FROM "item" i
    LEFT JOIN "item_route" r ON r."workspaceId" = i."workspaceId" AND r."itemId" = i."id" AND r."memberId" = i."ownerId"
      AND i."heldSince" = r."routedAt"
    LEFT JOIN "member" m ON m."workspaceId" = r."workspaceId" AND m."id" = r."memberId"
    LEFT JOIN "user" u ON u."id" = m."userId"
    WHERE i."workspaceId" = ${workspaceId}::uuid AND i."id" = ${itemId}::uuid`;
  if (!row) throw new Refusal('not_found');
  const { memberId, name, routedAt, reason, ...numbers } = row;
  if (memberId === null) return null;
  return { member: { id: memberId, name }, routedAt: routedAt.toISOString(), reason: reasonOf(reason), ...numbers };
}

function reasonOf(stored: string): RouteReason {
  return routeReasons.find((reason) => reason === stored) ?? 'most_room';
}
