import type { Tx } from '#lib/db/tx.ts';
import { publishSignals } from './announce.ts';
import type { MemberRef } from './types.ts';

/** Removes a member's presence from every item, in the transaction that removes the member. @returns the items */
export async function clearPresence(
  tx: Tx,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ itemId: string }[]>`
    DELETE FROM "presence" WHERE "workspaceId" = ${workspaceId}::uuid AND "memberId" = ${memberId}::uuid
    RETURNING "itemId"::text`;
  return rows.map(({ itemId }) => itemId);
}

/** Tells every open browser, after the commit, that the member has left these items. */
export async function emitPresenceGone(
  workspaceId: string,
  member: MemberRef,
  itemIds: readonly string[],
): Promise<void> {
  if (itemIds.length === 0) return;
  const who = { id: member.id, name: member.name.slice(0, 200) };
  await publishSignals(
    itemIds.map((itemId) => ({ workspaceId, presence: { kind: 'presence', itemId, member: who, state: 'gone' } })),
  );
}
