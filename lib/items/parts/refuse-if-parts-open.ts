import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';
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
