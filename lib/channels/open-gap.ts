import type { Tx } from '#lib/db/client.ts';

type Place = { workspaceId: string; channelId: string };

/**
 * Why something was missed. `reconnected`: the network took our credentials no more until then. `outage`: nothing was
 * read for a while, whoever was down. `webhook_lost`: a poll found what no delivery told. `counts_differ`: the network
 * counts more replies to a post than are held.
 */
export const gapReasons = ['reconnected', 'outage', 'webhook_lost', 'counts_differ'] as const;
export type GapReason = (typeof gapReasons)[number];

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
