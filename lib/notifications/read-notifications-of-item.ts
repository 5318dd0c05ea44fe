import type { Tx } from '#lib/db/tx.ts';

/** Who opens an item has seen what they were notified of it. @returns how many were unread */
export async function readNotificationsOfItem(tx: Tx, memberId: string, itemId: string): Promise<number> {
  return await tx.$executeRaw`
    UPDATE "notification" SET "readAt" = now()
    WHERE "memberId" = ${memberId}::uuid AND "itemId" = ${itemId}::uuid AND "readAt" IS NULL`;
}
