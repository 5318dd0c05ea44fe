import type { Tx } from '#lib/db/client.ts';
import type { Channel } from '#lib/db/generated/client.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import type { ChannelView, ComparedPost } from './types.ts';

const POSTS_SHOWN = 25;
const PREVIEW_LENGTH = 120;

/** Channels with their health and proof. @param ids all of the workspace when absent */
export async function readChannelViews(tx: Tx, workspaceId: string, ids?: string[]): Promise<ChannelView[]> {
  const channels = await tx.channel.findMany({
    where: { workspaceId, status: { not: 'disconnected' }, ...(ids ? { id: { in: ids } } : {}) },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  if (channels.length === 0) return [];
  const channelIds = channels.map(({ id }) => id);
  const posts = await readComparedPosts(tx, workspaceId, channelIds);
  const openItems = await readOpenItems(tx, workspaceId, channelIds);
  const webhooks = await readLastWebhooks(tx, workspaceId, channelIds);
  return channels.map((channel) =>
    channelView(channel, posts.get(channel.id) ?? [], openItems.get(channel.id) ?? 0, webhooks.get(channel.id) ?? null),
  );
}

function channelView(
  channel: Channel,
  posts: ComparedPost[],
  openItems: number,
  lastWebhookAt: Date | null,
): ChannelView {
  const connector = connectorOf(channel.network);
  const lags = [...channel.recentLagsMs].sort((a, b) => a - b);
  return {
    id: channel.id,
    network: channel.network,
    networkName: connector?.name ?? channel.network,
    externalId: channel.externalId,
    handle: channel.handle,
    name: channel.name,
    avatarUrl: channel.avatarUrl,
    profileUrl: channel.profileUrl,
    status: channel.status,
    statusReason: channel.statusReason,
    capabilities: connector?.capabilities ?? {},
    createdAt: channel.createdAt.toISOString(),
    health: {
      lastPollAt: iso(channel.lastPullAt),
      nextPollAt: iso(channel.nextPullAt),
      pollEveryMs: channel.pullEveryMs,
      lastWebhookAt: iso(lastWebhookAt),
      lastMessageAt: iso(channel.lastMessageAt),
      lagP50Ms: percentile(lags, 0.5),
      lagP95Ms: percentile(lags, 0.95),
      limitedUntil: channel.limitedUntil && channel.limitedUntil > new Date() ? iso(channel.limitedUntil) : null,
      isBackfilling: channel.backfilledAt === null && channel.status === 'connected',
      failedPolls: channel.failedPulls,
      lastError:
        channel.lastErrorAt && channel.lastErrorReason
          ? { at: channel.lastErrorAt.toISOString(), reason: channel.lastErrorReason, detail: channel.lastErrorDetail }
          : null,
      openItems,
      // Written by `pullChannel` from the connector's own reasons.
      unreadableKinds: channel.unreadableKinds as ChannelView['health']['unreadableKinds'],
    },
    proof: {
      reported: posts.reduce((sum, { reported }) => sum + reported, 0),
      held: posts.reduce((sum, { held }) => sum + held, 0),
      posts,
    },
  };
}

async function readComparedPosts(
  tx: Tx,
  workspaceId: string,
  channelIds: string[],
): Promise<Map<string, ComparedPost[]>> {
  const posts = await tx.$queryRaw<
    {
      channelId: string;
      id: string;
      text: string;
      url: string | null;
      reported: number;
      held: number;
      comparedAt: Date;
    }[]
  >`
    SELECT p."channelId", p."id", p."text", p."url", p."reportedReplies" AS "reported", p."heldReplies" AS "held", p."comparedAt"
    FROM unnest(${channelIds}::uuid[]) AS c ("id"), LATERAL (
      SELECT * FROM "post" q
      WHERE q."workspaceId" = ${workspaceId}::uuid AND q."channelId" = c."id" AND q."comparedAt" IS NOT NULL AND q."deletedAt" IS NULL
      ORDER BY q."createdAt" DESC LIMIT ${POSTS_SHOWN}) AS p`;
  const byChannel = new Map<string, ComparedPost[]>();
  for (const { channelId, id, text, url, reported, held, comparedAt } of posts) {
    const list = byChannel.get(channelId) ?? [];
    list.push({
      postId: id,
      preview: text.slice(0, PREVIEW_LENGTH),
      url,
      reported,
      held,
      comparedAt: comparedAt.toISOString(),
    });
    byChannel.set(channelId, list);
  }
  return byChannel;
}

async function readOpenItems(tx: Tx, workspaceId: string, channelIds: string[]): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ channelId: string; items: number }[]>`
    SELECT "channelId", sum("items")::int AS "items" FROM (
      SELECT "channelId", "items" FROM "item_counter" WHERE "workspaceId" = ${workspaceId}::uuid AND "status" = 'open'
      UNION ALL
      SELECT "channelId", "items" FROM "item_counter_delta" WHERE "workspaceId" = ${workspaceId}::uuid AND "status" = 'open'
    ) AS counted WHERE "channelId" = ANY(${channelIds}::uuid[]) GROUP BY 1`;
  return new Map(rows.map(({ channelId, items }) => [channelId, items]));
}

async function readLastWebhooks(tx: Tx, workspaceId: string, channelIds: string[]): Promise<Map<string, Date>> {
  const rows = await tx.webhookDelivery.groupBy({
    by: ['channelId'],
    where: {
      workspaceId,
      channelId: { in: channelIds },
      receivedAt: { gt: new Date(Date.now() - 7 * 24 * 3_600_000) },
    },
    _max: { receivedAt: true },
  });
  return new Map(
    rows.flatMap(({ channelId, _max }) => (_max.receivedAt ? [[channelId, _max.receivedAt] as const] : [])),
  );
}

function percentile(sorted: number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}

function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
