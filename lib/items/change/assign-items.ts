import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { Refusal } from '#lib/refusal.ts';
import { uuid } from '#lib/db/uuid.ts';
import { mayReceive, type Receiver } from '../members/may-receive.ts';
import { readReceivers } from '../members/read-receivers.ts';
import { namedJson, type Part, partsJson, setParts } from './parts.ts';
import { type ChangedItem, writeItems } from './write-items.ts';

/** Who has an item. What is absent stays as it is. */
export type Assignment = {
  ownerId?: string | null;
  contributorIds?: string[];
  approverId?: string | null;
  teamId?: string | null;
  /** True: it is closed when all parts are done; false: anyone may close it. */
  needsAll?: boolean;
};

/** An assignment whose people exist, with them. */
export type Checked = Assignment & { people: Receiver[] };

/** The most people who contribute to one item. */
const CONTRIBUTORS_LIMIT = 50;

/** @throws Refusal `not_found` for a member or team of another workspace, `invalid` for a member who does not work on items */
export async function checkAssignment(tx: Tx, given: Assignment): Promise<Checked> {
  const { needsAll } = given;
  const ownerId = given.ownerId ? uuid(given.ownerId) : given.ownerId;
  const approverId = given.approverId ? uuid(given.approverId) : given.approverId;
  const contributorIds =
    given.contributorIds &&
    [...new Set(given.contributorIds.map(uuid))].filter((id) => id !== ownerId && id !== approverId);
  if (contributorIds && contributorIds.length > CONTRIBUTORS_LIMIT) {
    throw new Refusal('too_many', { limit: CONTRIBUTORS_LIMIT });
  }
  if (approverId && approverId === ownerId) throw new Refusal('invalid', { field: 'approverId' });
  const wanted = new Set([
    ...(ownerId ? [ownerId] : []),
    ...(approverId ? [approverId] : []),
    ...(contributorIds ?? []),
  ]);
  const people = await readReceivers(tx, [...wanted]);
  if (people.length < wanted.size) throw new Refusal('not_found');
  const idle = people.find((member) => mayReceive(member, null));
  if (idle) {
    const field = idle.id === ownerId ? 'ownerId' : idle.id === approverId ? 'approverId' : 'contributorIds';
    throw new Refusal('invalid', { field });
  }
  const teamId = given.teamId ? await findTeam(tx, uuid(given.teamId)) : given.teamId;
  return {
    people,
    ...(ownerId === undefined ? {} : { ownerId }),
    ...(contributorIds ? { contributorIds } : {}),
    ...(approverId === undefined ? {} : { approverId }),
    ...(teamId === undefined ? {} : { teamId }),
    ...(needsAll === undefined ? {} : { needsAll }),
  };
}

async function findTeam(tx: Tx, id: string): Promise<string> {
  // Locked, so that the team is not deleted before the items point to it.
  const [team] = await tx.$queryRaw<
    { id: string }[]
  >`SELECT "id"::text FROM "team" WHERE "id" = ${id}::uuid FOR KEY SHARE`;
  if (!team) throw new Refusal('not_found');
  return team.id;
}

/**
 * @throws Refusal `no_channel_access` with the `name` of a member who does not see the item's channel; `invalid` for the
 *   item's owner as its approver; `not_found`
 */
export async function checkReceivers(tx: Tx, itemId: string, { people, ownerId, approverId }: Checked): Promise<void> {
  const item = await tx.item.findFirst({ where: { id: itemId }, select: { channelId: true, ownerId: true } });
  if (!item) throw new Refusal('not_found');
  const isOwner = approverId && ownerId === undefined && item.ownerId === approverId;
  if (isOwner) throw new Refusal('invalid', { field: 'approverId' });
  const blind = people.find((member) => mayReceive(member, item));
  if (blind) throw new Refusal('no_channel_access', { name: blind.name });
}

/** The items that all of these people may receive. */
export async function receivable(tx: Tx, itemIds: readonly string[], people: readonly Receiver[]): Promise<string[]> {
  if (people.every(({ channelIds }) => channelIds === null)) return [...itemIds];
  const items = await tx.item.findMany({ where: { id: { in: [...itemIds] } }, select: { id: true, channelId: true } });
  return items.filter((item) => !people.some((member) => mayReceive(member, item))).map(({ id }) => id);
}

/**
 * Assigns the items that do not have this assignment yet, except those that one of the people may not receive.
 * @returns the changed items, each with its history entry
 */
export async function assignItems(
  tx: Tx,
  caller: Caller,
  given: readonly string[],
  assignment: Checked,
  batchId: string | null,
): Promise<ChangedItem[]> {
  const { people, ownerId, contributorIds, approverId, teamId, needsAll } = assignment;
  const locked = await lockParts(tx, caller, await receivable(tx, given, people));
  const wanted = locked.map(({ itemId, ownerId, parts }) => ({
    itemId,
    parts: partsAfter(parts, { ownerId, ...assignment }),
  }));
  const changesParts = new Set(
    wanted.filter(({ parts }, n) => !areSame(parts, locked[n]?.parts ?? [])).map(({ itemId }) => itemId),
  );
  const rows = wanted.map(({ itemId, parts }) => ({
    itemId,
    changes: changesParts.has(itemId),
    people: inOrder(parts),
  }));
  const write = writeItems({
    by: caller,
    event: ownerId === undefined ? 'assignment_changed' : 'assigned',
    values: {
      ...(ownerId === undefined ? {} : { ownerId }),
      ...(teamId === undefined ? {} : { teamId }),
      ...(needsAll === undefined ? {} : { needsAll }),
    },
    given: Prisma.sql`(
      SELECT "itemId", "changes", "people", ${namedJson(Prisma.raw('wanted."itemId"'), caller.workspaceId)} AS "named",
        ${partsJson(Prisma.sql`wanted."itemId"`, caller.workspaceId)} AS "parts"
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS wanted ("itemId" uuid, "changes" boolean, "people" jsonb)
    )`,
    where: Prisma.sql`${ownerId !== undefined} AND (target."ownerId" IS DISTINCT FROM ${ownerId ?? null}::uuid
        OR target."claimedUntil" IS NOT NULL)
      OR target."changes" OR target."needsAll" <> coalesce(${needsAll ?? null}::boolean, target."needsAll")
      OR ${teamId !== undefined} AND target."teamId" IS DISTINCT FROM ${teamId ?? null}::uuid`,
    details: {
      ...(ownerId === undefined ? {} : { ownerId }),
      ...(contributorIds ? { contributorIds } : {}),
      ...(approverId === undefined ? {} : { approverId }),
      ...(teamId === undefined ? {} : { teamId }),
      ...(needsAll === undefined ? {} : { needsAll }),
    },
    undoData: Prisma.sql`CASE WHEN target."changes" THEN jsonb_build_object('parts', target."parts") ELSE '{}' END
      || jsonb_build_object('named', target."named")`,
    leaves: Prisma.sql`CASE WHEN target."changes" THEN jsonb_build_object('people', target."people") ELSE '{}' END`,
    batchId,
  });
  const changed = await tx.$queryRaw<ChangedItem[]>(Prisma.sql`
    WITH ${write} SELECT "itemId"::text, "id"::text AS "historyId" FROM recorded`);
  await setParts(
    tx,
    wanted.filter(({ itemId }) => changesParts.has(itemId)),
  );
  return changed;
}

type Locked = { itemId: string; ownerId: string | null; parts: Part[] };

/** Locks the items in the order of their ids, then reads who has parts in them: a lock first, so that this is the latest. */
async function lockParts(tx: Tx, { workspaceId }: Caller, itemIds: string[]): Promise<Locked[]> {
  await tx.$queryRaw`SELECT FROM "item" WHERE "id" = ANY(${itemIds}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`;
  return await tx.$queryRaw<Locked[]>(Prisma.sql`
    SELECT i."id"::text AS "itemId", i."ownerId"::text, ${partsJson(Prisma.sql`i."id"`, workspaceId)} AS "parts"
    FROM "item" i WHERE i."workspaceId" = ${workspaceId}::uuid AND i."id" = ANY(${itemIds}::uuid[])`);
}

/** An owner has the owner's part and no other; to name the owner as approver keeps the approver that there was. */
function partsAfter(before: Part[], { ownerId = null, contributorIds, approverId }: Assignment): Part[] {
  const contributors = contributorIds ?? before.filter(({ isApprover }) => !isApprover).map(({ memberId }) => memberId);
  const formerApprover = before.find(({ isApprover }) => isApprover)?.memberId ?? null;
  const approver = approverId === undefined || (approverId && approverId === ownerId) ? formerApprover : approverId;
  return [
    ...contributors
      .filter((id) => id !== ownerId && id !== approver)
      .map((memberId) => ({ memberId, isApprover: false })),
    ...(approver && approver !== ownerId ? [{ memberId: approver, isApprover: true }] : []),
  ];
}

const inOrder = (parts: Part[]) =>
  parts
    .map(({ memberId, isApprover }) => ({ memberId, isApprover }))
    .toSorted((a, b) => (a.memberId < b.memberId ? -1 : 1));

function areSame(a: Part[], b: Part[]): boolean {
  const named = (parts: Part[]) => parts.map(({ memberId, isApprover }) => `${memberId} ${isApprover}`).sort();
  return named(a).join() === named(b).join();
}
