import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { Refusal } from '#lib/refusal.ts';
import { setPartDone } from '../change/parts.ts';
import type { MemberRef } from '../types.ts';

/**
 * Whose part an item waits for before this member may close it: all others, and the member's own beside the owner's.
 * Empty for an item that anyone may close.
 */
export async function openPartsOf(tx: Tx, caller: Caller, itemId: string): Promise<MemberRef[]> {
  return await tx.$queryRaw<MemberRef[]>`
    SELECT m."id"::text, u."name" FROM "item" i
    JOIN "member" m ON m."workspaceId" = i."workspaceId" AND (
      m."id" = i."ownerId" AND i."ownerDoneAt" IS NULL AND m."id" <> ${caller.memberId}::uuid
      OR EXISTS (SELECT FROM "item_contributor" c WHERE c."workspaceId" = i."workspaceId" AND c."itemId" = i."id"
        AND c."memberId" = m."id" AND c."doneAt" IS NULL))
    JOIN "user" u ON u."id" = m."userId"
    WHERE i."workspaceId" = ${caller.workspaceId}::uuid AND i."id" = ${itemId}::uuid AND i."needsAll"
    ORDER BY u."name"`;
}

/** @throws Refusal `parts_open` with the `members` whose part it waits for */
export async function refuseIfPartsOpen(tx: Tx, caller: Caller, itemId: string): Promise<void> {
  const members = await openPartsOf(tx, caller, itemId);
  if (members.length > 0)
    throw new Refusal('parts_open', { members, names: members.map(({ name }) => name).join(', ') });
}

/**
 * Finishes the caller's part where it is the only one that an item still waits for: closing the item finishes it.
 * @returns what the undo of the close needs to give the part back; null where others have parts, or nobody has
 */
export async function finishOwnPartIfLast(tx: Tx, caller: Caller, itemId: string): Promise<Prisma.Sql | null> {
  // A lock first, so that what is read next is the latest.
  await tx.$queryRaw`SELECT FROM "item" WHERE "id" = ${itemId}::uuid FOR NO KEY UPDATE`;
  const [first, ...more] = await openPartsOf(tx, caller, itemId);
  if (first?.id !== caller.memberId || more.length > 0) return null;
  await setPartDone(tx, itemId, caller.memberId, new Date().toISOString());
  return Prisma.sql`${JSON.stringify({ partOf: caller.memberId, partDoneAt: null })}::jsonb`;
}
