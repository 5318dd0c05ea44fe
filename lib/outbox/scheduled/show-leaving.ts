import type { Tx } from '#lib/db/tx.ts';
import { settleMessages } from '../attempts/settle-messages.ts';

/** A reply whose time has come stands in its thread where it is sent, and answers its item. */
export async function showLeaving(
  tx: Tx,
  workspaceId: string,
  { actionId, itemId }: { actionId: string; itemId: string },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "message" m SET "createdAt" = clock_timestamp() FROM "action" a
    WHERE a."workspaceId" = ${workspaceId}::uuid AND a."id" = ${actionId}::uuid
      AND m."workspaceId" = a."workspaceId" AND m."id" = a."messageId"`;
  await settleMessages(tx, { workspaceId, system: true }, itemId, { event: 'reply_left' });
}
