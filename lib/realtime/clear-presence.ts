import type { Tx } from '#lib/db/tx.ts';
import { publishSignals } from './announce.ts';
import type { ItemAccess, MemberRef } from './types.ts';

export type LeftItem = { itemId: string } & ItemAccess;

/** Removes a member's presence from every item, in the transaction that removes the member. @returns the items */
export async function clearPresence(
  tx: Tx,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
): Promise<LeftItem[]> {
  return await tx.$queryRaw<LeftItem[]>`
    DELETE FROM "presence" p USING "item" i
    WHERE p."workspaceId" = ${workspaceId}::uuid AND p."memberId" = ${memberId}::uuid
      AND i."workspaceId" = p."workspaceId" AND i."id" = p."itemId"
    RETURNING p."itemId"::text, i."channelId"::text, i."confidentialTo"::text[]`;
}

/** Tells every open browser, after the commit, that the member has left these items. */
export async function emitPresenceGone(
  workspaceId: string,
  member: MemberRef,
  left: readonly LeftItem[],
): Promise<void> {
  if (left.length === 0) return;
  const who = { id: member.id, name: member.name.slice(0, 200) };
  await publishSignals(
    left.map(({ itemId, ...item }) => ({
      workspaceId,
      presence: { kind: 'presence', itemId, member: who, state: 'gone' },
      item,
    })),
  );
}
