import type { Tx } from '#lib/db/tx.ts';
import type { GapReason } from './types.ts';

type Place = { workspaceId: string; channelId: string };

/** Notes that something may be missing, until it is filled; one of a kind (of a post) is open at a time. */
export async function openGap(
  tx: Tx,
  { workspaceId, channelId }: Place,
  { reason, fromAt, postId = null }: { reason: GapReason; fromAt: Date; postId?: string | null },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "channel_gap" ("workspaceId", "channelId", "reason", "fromAt", "postId")
    VALUES (${workspaceId}::uuid, ${channelId}::uuid, ${reason}, ${fromAt}, ${postId}::uuid)
    ON CONFLICT DO NOTHING`;
}
