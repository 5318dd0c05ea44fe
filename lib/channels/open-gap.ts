import type { ChannelRef } from './channel-ref.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { GapReason } from './types.ts';

/** Records that messages may be missing until the gap is filled. Only one gap per reason (and post) is open at a time. */
export async function openGap(
  tx: Tx,
  { workspaceId, channelId }: ChannelRef,
  { reason, fromAt, postId = null }: { reason: GapReason; fromAt: Date; postId?: string | null },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "channel_gap" ("workspaceId", "channelId", "reason", "fromAt", "postId")
    VALUES (${workspaceId}::uuid, ${channelId}::uuid, ${reason}, ${fromAt}, ${postId}::uuid)
    ON CONFLICT DO NOTHING`;
}
