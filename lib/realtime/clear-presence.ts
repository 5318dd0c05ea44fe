import type { Tx } from '#lib/db/tx.ts';
import { publishSignals } from './announce.ts';
import type { MemberRef } from './types.ts';

/** Takes a member's presence from every item, in the transaction in which she goes. @returns the items she was seen at */
export async function clearPresence(
  tx: Tx,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ itemId: string }[]>`
    DELETE FROM "presence" WHERE "workspaceId" = ${workspaceId}::uuid AND "memberId" = ${memberId}::uuid
    RETURNING "itemId"::text`;
  return rows.map(({ itemId }) => itemId);
}

/** Shows every open browser, after the commit, that the member has gone from these items. */
export async function emitGone(workspaceId: string, member: MemberRef, itemIds: readonly string[]): Promise<void> {
  if (itemIds.length === 0) return;
  const who = { id: member.id, name: member.name.slice(0, 200) };
  await publishSignals(
    itemIds.map((itemId) => ({ workspaceId, presence: { kind: 'presence', itemId, member: who, state: 'gone' } })),
  );
}
