import type { Tx } from '#lib/db/tx.ts';
import type { Prisma } from '#lib/db/generated/client.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import {
  noDeliveries,
  readComparedPosts,
  readGaps,
  readOpenItems,
  countEncrypted,
  readUnreadDeliveries,
} from './channel-facts.ts';
import { pushView, readSubscriptions } from './push-facts.ts';
import { noneRejected, readRejectedEvents } from '../rejected-events.ts';
import { readChannelLimits } from '../rate-limits/channel-limits.ts';
import type { ChannelView, ComparedPost } from '../types.ts';

const shown = {
  id: true,
  network: true,
  externalId: true,
  handle: true,
  name: true,
  avatarUrl: true,
  profileUrl: true,
  status: true,
  statusReason: true,
  createdAt: true,
  lastPullAt: true,
  nextPullAt: true,
  pullEveryMs: true,
  quotaPaceMs: true,
  lastWebhookAt: true,
  silentSince: true,
  lastMessageAt: true,
  recentLagsMs: true,
  limitedUntil: true,
  backfilledAt: true,
  backfillReachedAt: true,
  failedPulls: true,
  lastErrorAt: true,
  lastErrorReason: true,
  lastErrorDetail: true,
  unreadableKinds: true,
  isSubscribed: true,
  subscribedAt: true,
} as const satisfies Prisma.ChannelSelect;

type ShownChannel = Prisma.ChannelGetPayload<{ select: typeof shown }>;
type Facts = Pick<ChannelView, 'deliveries' | 'gaps' | 'limits' | 'rejected'> & {
  openItems: number;
  encrypted: number;
  posts: ChannelView['proof']['posts'];
  outcomes: Parameters<typeof pushView>[0]['outcomes'];
};

/** Reads channels with their health and proof. @param ids all channels of the workspace when absent */
export async function readChannelViews(tx: Tx, workspaceId: string, ids?: string[]): Promise<ChannelView[]> {
  const channels = await tx.channel.findMany({
    where: { workspaceId, status: { not: 'disconnected' }, ...(ids ? { id: { in: ids } } : {}) },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: shown,
  });
  if (channels.length === 0) return [];
  const channelIds = channels.map(({ id }) => id);
  const posts = await readComparedPosts(tx, workspaceId, channelIds);
  const openItems = await readOpenItems(tx, workspaceId, channelIds);
  const encrypted = await countEncrypted(tx, workspaceId, channelIds);
  const deliveries = await readUnreadDeliveries(tx, workspaceId, channelIds);
  const gaps = await readGaps(tx, workspaceId, channelIds);
  const rejected = await readRejectedEvents(tx, workspaceId, channelIds);
  const subscriptions = await readSubscriptions(tx, workspaceId, channelIds);
  const limits = await readChannelLimits(tx, channelIds);
  return channels.map((channel) =>
    channelView(channel, {
      posts: posts.get(channel.id) ?? [],
      openItems: openItems.get(channel.id) ?? 0,
      encrypted: encrypted.get(channel.id) ?? 0,
      deliveries: deliveries.get(channel.id) ?? noDeliveries,
      gaps: gaps.get(channel.id) ?? [],
      rejected: rejected.get(channel.id) ?? noneRejected,
      limits: limits.get(channel.id) ?? null,
      outcomes: subscriptions.get(channel.id) ?? [],
    }),
  );
}

function channelView(channel: ShownChannel, { posts, openItems, encrypted, outcomes, ...facts }: Facts): ChannelView {
  const connector = connectorOf(channel.network);
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
    mark: connector?.mark ?? null,
    terms: connector?.retention ?? null,
    capabilities: connector?.capabilities ?? {},
    createdAt: channel.createdAt.toISOString(),
    health: healthOf(channel, openItems, encrypted),
    push: pushView({
      ...channel,
      webhook: connector?.webhook,
      isOnlyWay: connector?.isPushOnly ?? false,
      outcomes,
      gaps: facts.gaps,
    }),
    ...facts,
    proof: proofOf(posts),
  };
}

function proofOf(posts: ChannelView['proof']['posts']): ChannelView['proof'] {
  const sum = (count: (post: ComparedPost) => number) => posts.reduce((total, post) => total + count(post), 0);
  return {
    reported: sum(({ reported }) => reported),
    held: sum(({ held }) => held),
    missing: sum(({ missing }) => missing),
    onTheirWay: sum(({ reported, held, missing }) => Math.max(0, reported - held) - missing),
    posts,
  };
}

function healthOf(channel: ShownChannel, openItems: number, encrypted: number): ChannelView['health'] {
  const lags = [...channel.recentLagsMs].sort((a, b) => a - b);
  return {
    lastPollAt: iso(channel.lastPullAt),
    nextPollAt: iso(channel.nextPullAt),
    pollEveryMs: Math.max(channel.pullEveryMs, channel.quotaPaceMs ?? 0),
    isSlowedByQuota: (channel.quotaPaceMs ?? 0) > channel.pullEveryMs,
    lastWebhookAt: iso(channel.lastWebhookAt),
    isSubscribed: channel.isSubscribed,
    silentSince: iso(channel.silentSince),
    lastMessageAt: iso(channel.lastMessageAt),
    lagP50Ms: percentile(lags, 0.5),
    lagP95Ms: percentile(lags, 0.95),
    limitedUntil: channel.limitedUntil && channel.limitedUntil > new Date() ? iso(channel.limitedUntil) : null,
    isBackfilling: channel.backfilledAt === null && channel.status === 'connected',
    backfill: { reachedAt: iso(channel.backfillReachedAt), isDone: channel.backfilledAt !== null },
    failedPolls: channel.failedPulls,
    lastError:
      channel.lastErrorAt && channel.lastErrorReason
        ? { at: channel.lastErrorAt.toISOString(), reason: channel.lastErrorReason, detail: channel.lastErrorDetail }
        : null,
    openItems,
    encryptedConversations: encrypted,
    // Written by `pullChannel` from the connector's own reasons.
    unreadableKinds: channel.unreadableKinds as ChannelView['health']['unreadableKinds'],
  };
}

function percentile(sorted: number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}

function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
