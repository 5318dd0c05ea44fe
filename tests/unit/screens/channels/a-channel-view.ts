import type { ChannelView } from '#lib/channels/types.ts';

type Given = Partial<Omit<ChannelView, 'health'>> & { health?: Partial<ChannelView['health']> };

/** A channel that works. A test says what is different. */
export function aChannelView({ health, ...given }: Given = {}): ChannelView {
  return {
    id: given.name ?? 'channel',
    network: 'one',
    networkName: 'One',
    externalId: '1',
    handle: 'maison.lune',
    name: 'Maison Lune',
    avatarUrl: null,
    profileUrl: null,
    status: 'connected',
    statusReason: null,
    mark: null,
    terms: null,
    capabilities: { comment: {} },
    createdAt: '2026-01-01T00:00:00.000Z',
    push: null,
    limits: null,
    deliveries: { waiting: 0, failed: 0, unreadable: 0 },
    rejected: { events: 0, unreadable: 0, unreadableSince: null, latest: [] },
    gaps: [],
    proof: { reported: 0, held: 0, missing: 0, onTheirWay: 0, posts: [] },
    ...given,
    health: {
      lastPollAt: null,
      nextPollAt: null,
      pollEveryMs: 60_000,
      isSlowedByQuota: false,
      lastWebhookAt: null,
      isSubscribed: null,
      silentSince: null,
      lastMessageAt: null,
      lagP50Ms: null,
      lagP95Ms: null,
      limitedUntil: null,
      isBackfilling: false,
      backfill: { reachedAt: null, isDone: true },
      failedPolls: 0,
      lastError: null,
      openItems: 0,
      encryptedConversations: 0,
      unreadableKinds: {},
      ...health,
    },
  };
}
