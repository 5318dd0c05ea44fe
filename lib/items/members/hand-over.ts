import type { Caller } from '#lib/caller.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';
import { passOnCases } from '../cases/pass-on-cases.ts';
import { type Part, partsJson, setParts } from '../change/parts.ts';
import { writeItems } from '../change/write-items.ts';
import { mayReceive } from './may-receive.ts';
import { readReceivers } from './read-receivers.ts';

type HandOver = { memberId: string; successorId: string };

/** An item that nobody has finished. */
const UNFINISHED = Prisma.raw(`i."status" IN ('open', 'waiting', 'snoozed')`);

/** An item that a successor takes over: one that is finished too, as long as something is owed there. */
export const SUCCEEDED = Prisma.raw(`(i."status" IN ('open', 'waiting', 'snoozed') OR i."openPromises" > 0)`);

/** An item whose channel a member sees. */
export const seenBy = (workspaceId: string, memberId: string) => Prisma.sql`i."channelId" = ANY (coalesce(
  (SELECT channels_of_member(${workspaceId}::uuid, ${memberId}::uuid)), ARRAY[i."channelId"]))`;

/**
 * Gives what a member holds to a colleague: unfinished items, snoozed ones with their time, finished ones with what was promised there, what colleagues ask of the holder,
 * unfinished parts in items of others, the approver's too, open cases, and private views. Items of channels that the colleague does not
 * see stay where they are. Each item's history says so. API keys are not handed over: whoever leaves may know them.
 * @returns how many items got the colleague as their owner
 * @throws Refusal `not_found`; `invalid` for a successor who does not work on items
 */
export async function handOver(tx: Tx, caller: Caller, { memberId, successorId }: HandOver): Promise<number> {
  const [successor] = await readReceivers(tx, [successorId]);
  if (!successor || successorId === memberId) throw new Refusal('not_found');
  if (mayReceive(successor, null)) throw new Refusal('invalid', { field: 'successorId' });
  const { workspaceId } = caller;
  await passOnCases(tx, workspaceId, { memberId, successorId });
  const handed = await handOverItems(tx, caller, { memberId, successorId });
  await handOverParts(tx, caller, { memberId, successorId });
  await tx.savedView.updateMany({ where: { workspaceId, memberId }, data: { memberId: successorId } });
  return handed;
}

async function handOverItems(tx: Tx, caller: Caller, { memberId, successorId }: HandOver): Promise<number> {
  const { workspaceId } = caller;
  const which = Prisma.sql`i."workspaceId" = ${workspaceId}::uuid AND i."ownerId" = ${memberId}::uuid
    AND ${SUCCEEDED} AND ${seenBy(workspaceId, successorId)}`;
  // A lock first, so that no request is made between reading them and their end.
  await tx.$queryRaw`SELECT FROM "item" i WHERE ${which} ORDER BY i."id" FOR NO KEY UPDATE`;
  const requests = await tx.itemRequest.findMany({
    where: { workspaceId, holderId: memberId, memberId: { not: successorId } },
  });
  const write = writeItems({
    by: caller,
    event: 'owner_succeeded',
    values: { ownerId: successorId },
    which,
    details: { ownerId: successorId, from: memberId },
  });
  const rows = await tx.$queryRaw<{ itemId: string }[]>`WITH ${write} SELECT "itemId"::text FROM recorded`;
  const handed = new Set(rows.map(({ itemId }) => itemId));
  await tx.itemRequest.createMany({
    data: requests.filter(({ itemId }) => handed.has(itemId)).map((asked) => ({ ...asked, holderId: successorId })),
  });
  return rows.length;
}

type OthersItem = { itemId: string; parts: Part[] };

/** An owner has the owner's part and no other, also where the former colleague was to approve. */
async function handOverParts(tx: Tx, caller: Caller, { memberId, successorId }: HandOver): Promise<void> {
  const { workspaceId } = caller;
  const theirs = Prisma.sql`i."workspaceId" = ${workspaceId}::uuid AND ${UNFINISHED} AND ${seenBy(workspaceId, successorId)}
    AND i."ownerId" IS DISTINCT FROM ${successorId}::uuid AND EXISTS (SELECT FROM "item_contributor" c
      WHERE c."workspaceId" = i."workspaceId" AND c."itemId" = i."id" AND c."memberId" = ${memberId}::uuid AND c."doneAt" IS NULL)`;
  await tx.$queryRaw`SELECT FROM "item" i WHERE ${theirs} ORDER BY i."id" FOR NO KEY UPDATE`;
  const items = await tx.$queryRaw<OthersItem[]>`
    SELECT i."id"::text AS "itemId", ${partsJson(Prisma.raw('i."id"'), workspaceId)} AS "parts"
    FROM "item" i WHERE ${theirs}`;
  if (items.length === 0) return;
  const wanted = items.map(({ itemId, parts }) => ({ itemId, parts: partsAfter(parts, { memberId, successorId }) }));
  const itemIds = items.map(({ itemId }) => itemId);
  const write = writeItems({
    by: caller,
    event: 'part_succeeded',
    which: Prisma.sql`i."workspaceId" = ${workspaceId}::uuid AND i."id" = ANY(${itemIds}::uuid[])`,
    details: { from: memberId, to: successorId },
  });
  await tx.$executeRaw`WITH ${write} SELECT FROM recorded`;
  await setParts(tx, wanted);
  // Who had finished a part of their own has one to do again.
  await tx.$executeRaw`
    UPDATE "item_contributor" SET "doneAt" = NULL WHERE "workspaceId" = ${workspaceId}::uuid
      AND "itemId" = ANY(${itemIds}::uuid[]) AND "memberId" = ${successorId}::uuid AND "doneAt" IS NOT NULL`;
}

function partsAfter(before: Part[], { memberId, successorId }: HandOver): Part[] {
  const isOfEither = (part: Part) => part.memberId === memberId || part.memberId === successorId;
  const isApprover = before.some((part) => isOfEither(part) && part.isApprover);
  return [...before.filter((part) => !isOfEither(part)), { memberId: successorId, isApprover }];
}
