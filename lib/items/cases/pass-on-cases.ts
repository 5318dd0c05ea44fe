import type { Tx } from '#lib/db/tx.ts';

/** Gives the open cases of a member who leaves to a colleague, or to nobody. Their items go their own way. */
export async function passOnCases(
  tx: Tx,
  workspaceId: string,
  { memberId, successorId }: { memberId: string; successorId: string | null },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "item_case" SET "ownerId" = ${successorId}::uuid, "version" = "version" + 1
    WHERE "workspaceId" = ${workspaceId}::uuid AND "ownerId" = ${memberId}::uuid AND "closedAt" IS NULL`;
}
