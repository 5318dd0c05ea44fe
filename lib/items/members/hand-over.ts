import { may } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';
import { setContributors } from '../change/assign-items.ts';
import { writeItems } from '../change/write-items.ts';
import { ownItems } from './own-items.ts';

type HandOver = { memberId: string; successorId: string };

/**
 * Gives what a member holds to a colleague: unfinished items, snoozed ones with their time, parts in items of others, and
 * private views. Each item's history says so. API keys are not handed over: whoever leaves may know them.
 * @returns how many items got the colleague as their owner
 * @throws Refusal `not_found`; `invalid` for a successor who does not work on items
 */
export async function handOver(tx: Tx, caller: Caller, { memberId, successorId }: HandOver): Promise<number> {
  const { workspaceId } = caller;
  const successor = await tx.member.findFirst({ where: { id: successorId, removedAt: null }, select: { role: true } });
  if (!successor || successorId === memberId) throw new Refusal('not_found');
  if (!may(successor, ownItems)) throw new Refusal('invalid', { field: 'successorId' });
  const handed = writeItems({
    by: caller,
    event: 'assigned',
    values: { ownerId: successorId },
    which: Prisma.sql`i."workspaceId" = ${workspaceId}::uuid AND i."ownerId" = ${memberId}::uuid
      AND i."status" IN ('open', 'waiting', 'snoozed')`,
    details: { ownerId: successorId, from: memberId },
  });
  const [row] = await tx.$queryRaw<{ handed: number }[]>`WITH ${handed} SELECT count(*)::int AS handed FROM recorded`;
  await handOverParts(tx, workspaceId, { memberId, successorId });
  await tx.savedView.updateMany({ where: { workspaceId, memberId }, data: { memberId: successorId } });
  return row?.handed ?? 0;
}

/** The colleague joins the contributors of unfinished items; the leaver is taken out of them with the membership. */
async function handOverParts(tx: Tx, workspaceId: string, { memberId, successorId }: HandOver): Promise<void> {
  const rows = await tx.$queryRaw<{ itemId: string; memberIds: string[] }[]>`
    SELECT c."itemId"::text, array_agg(o."memberId"::text) AS "memberIds"
    FROM "item_contributor" c
    JOIN "item" i ON i."workspaceId" = c."workspaceId" AND i."id" = c."itemId"
    JOIN "item_contributor" o ON o."workspaceId" = c."workspaceId" AND o."itemId" = c."itemId"
    WHERE c."workspaceId" = ${workspaceId}::uuid AND c."memberId" = ${memberId}::uuid
      AND i."status" IN ('open', 'waiting', 'snoozed') AND i."ownerId" IS DISTINCT FROM ${successorId}::uuid
    GROUP BY c."itemId"`;
  const wanted = rows.map(({ itemId, memberIds }) => ({
    itemId,
    memberIds: [...new Set([...memberIds, successorId])],
  }));
  await setContributors(tx, wanted);
}
