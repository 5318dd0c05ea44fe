import { emitChannelChanged } from '#lib/realtime/emit/emit-channel-changed.ts';
import type { ChannelRef } from '../channel-ref.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { jsonRows } from '#lib/db/json-rows.ts';
import { env } from '#lib/env.ts';
import type { SubscribedEvent } from '#lib/networks/contract.ts';
import { isRefusal, NetworkError } from '#lib/networks/errors.ts';
import { webhookAddress } from '../addresses.ts';
import type { OpenChannel } from '../open-channel.ts';

/**
 * Subscribes to the network's webhooks for a channel, or checks that we are subscribed, and stores what the network said
 * of each event. A refusal is stored and not thrown: polling continues.
 * @throws NetworkError when nobody can tell now; what was stored stays
 */
export async function subscribeChannel(channelRef: ChannelRef, opened: OpenChannel): Promise<void> {
  const { workspaceId, channelId } = channelRef;
  if (!opened.connector.webhook?.subscribe) return;
  const networkAppId = await inWorkspace(workspaceId, async (tx) => {
    const where = { workspaceId_id: { workspaceId, id: channelId } };
    return (await tx.channel.findUniqueOrThrow({ where, select: { networkAppId: true } })).networkAppId;
  });
  await storeOutcomes(channelRef, await subscribe(opened, networkAppId));
}

async function subscribe({ connector, context }: OpenChannel, networkAppId: string | null): Promise<SubscribedEvent[]> {
  const { webhook, network } = connector;
  const isPublic = env().PUBLIC_URL?.startsWith('https:') ?? false;
  const allRefused = (refusal: NetworkError) => Object.keys(webhook?.events ?? {}).map((event) => ({ event, refusal }));
  // Networks accept no other address. One that was replaced by another server may.
  if (!isPublic && context.app.baseUrl === undefined)
    return allRefused(new NetworkError('refused', 'no_public_address'));
  try {
    return (await webhook?.subscribe?.(context, webhookAddress(network, networkAppId))) ?? [];
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (isPublic || error.reason === 'app_not_set_up') return allRefused(error);
    return allRefused(new NetworkError('refused', 'no_public_address', { detail: error.message, cause: error }));
  }
}

/** Replaces the outcomes of the time before. What is accepted again keeps the moment since which it is. */
async function storeOutcomes({ workspaceId, channelId }: ChannelRef, outcomes: SubscribedEvent[]): Promise<void> {
  const now = new Date();
  const rows = outcomes.map(({ event, refusal }) => ({
    event,
    acceptedSince: refusal ? null : now,
    refusedReason: refusal?.reason ?? null,
    refusedDetail: refusal && refusal.message !== refusal.reason ? refusal.message : null,
  }));
  await inWorkspace(workspaceId, async (tx) => {
    const isAccepted = outcomes.some(({ refusal }) => refusal === null);
    await tx.channel.updateMany({
      where: { workspaceId, id: channelId },
      data: { subscribedAt: now, ...(isAccepted ? { isSubscribed: true } : {}) },
    });
    await tx.channelSubscription.deleteMany({
      where: { workspaceId, channelId, event: { notIn: outcomes.map(({ event }) => event) } },
    });
    await tx.$executeRaw`
      INSERT INTO "channel_subscription" AS s ("workspaceId", "channelId", "event", "acceptedSince", "refusedReason", "refusedDetail")
      SELECT ${workspaceId}::uuid, ${channelId}::uuid, o."event", o."acceptedSince", o."refusedReason", o."refusedDetail"
      FROM jsonb_to_recordset(${jsonRows(rows)}) AS o ("event" text, "acceptedSince" timestamptz, "refusedReason" text, "refusedDetail" text)
      ORDER BY o."event"
      ON CONFLICT ("workspaceId", "channelId", "event") DO UPDATE SET "refusedReason" = excluded."refusedReason",
        "refusedDetail" = excluded."refusedDetail",
        "acceptedSince" = CASE WHEN excluded."refusedReason" IS NULL THEN coalesce(s."acceptedSince", excluded."acceptedSince") END`;
    await emitChannelChanged(tx, workspaceId, channelId);
  });
}
