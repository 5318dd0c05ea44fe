import { z } from 'zod';
import { type ChannelView, gapReasons, type NetworkView, rejectReasons } from '#lib/channels/types.ts';
import { capabilityNames, itemKinds, spendPurposes } from '#lib/networks/contract.ts';
import { capabilitiesByKind } from './capabilities.ts';
import { count, id, moment, name } from './fields.ts';

export const channelView = name(
  'Channel',
  z.object({
    id,
    network: z.string(),
    networkName: z.string(),
    externalId: z.string(),
    handle: z.string(),
    name: z.string(),
    avatarUrl: z.string().nullable(),
    profileUrl: z.string().nullable(),
    status: z.enum(['connected', 'reconnect', 'paused', 'disconnected']),
    statusReason: z.string().nullable(),
    mark: z.object({ path: z.string(), color: z.string() }).nullable(),
    terms: z
      .object({
        erasesDeleted: z.literal(true).optional(),
        profilesForMs: count.optional(),
        textsForMs: count.optional(),
        refreshWithinMs: count.optional(),
      })
      .nullable(),
    capabilities: capabilitiesByKind,
    createdAt: moment,
    health: z.object({
      lastPollAt: moment.nullable(),
      nextPollAt: moment.nullable(),
      pollEveryMs: count,
      isSlowedByQuota: z.boolean(),
      lastWebhookAt: moment.nullable(),
      isSubscribed: z.boolean().nullable(),
      silentSince: moment.nullable(),
      lastMessageAt: moment.nullable(),
      lagP50Ms: z.int().nullable(),
      lagP95Ms: z.int().nullable(),
      limitedUntil: moment.nullable(),
      isBackfilling: z.boolean(),
      backfill: z.object({ reachedAt: moment.nullable(), isDone: z.boolean() }),
      failedPolls: count,
      encryptedConversations: count,
      unreadableKinds: z.partialRecord(z.enum(itemKinds), z.string()),
      lastError: z.object({ at: moment, reason: z.string(), detail: z.string().nullable() }).nullable(),
      openItems: count,
    }),
    push: z
      .object({
        state: z.enum(['not_asked', 'by_hand', 'accepted', 'partly', 'refused']),
        isOnlyWay: z.boolean(),
        askedAt: moment.nullable(),
        accepted: z.array(z.object({ event: z.string(), kinds: z.array(z.enum(itemKinds)), since: moment })),
        refused: z.array(
          z.object({
            event: z.string(),
            kinds: z.array(z.enum(itemKinds)),
            reason: z.string(),
            detail: z.string().nullable(),
          }),
        ),
        missingSince: moment.nullable(),
      })
      .nullable(),
    limits: z
      .object({
        spentMicros: count.nullable(),
        monthlyBudgetMicros: count.nullable(),
        perDay: z.object({ days: count, micros: z.record(z.enum(spendPurposes), count) }).nullable(),
        waits: z.array(z.object({ allowance: z.string(), until: moment })),
        used: z.array(z.object({ allowance: z.string(), used: z.number(), max: z.number(), resetAt: moment })),
        tokenExpiresAt: moment.nullable(),
        tokenRenewsAt: moment.nullable(),
      })
      .nullable(),
    deliveries: z.object({ waiting: count, failed: count, unreadable: count }),
    rejected: z.object({
      events: count,
      unreadable: count,
      unreadableSince: moment.nullable(),
      latest: z.array(
        z.object({
          id,
          type: z.string(),
          externalId: z.string().nullable(),
          reason: z.enum(rejectReasons),
          detail: z.string().nullable(),
          seen: count,
          firstSeenAt: moment,
          lastSeenAt: moment,
        }),
      ),
    }),
    gaps: z.array(
      z.object({
        id,
        reason: z.enum(gapReasons),
        from: moment,
        until: moment.nullable(),
        postId: id.nullable(),
        messages: count,
        foundAt: moment,
        filledAt: moment.nullable(),
      }),
    ),
    proof: z.object({
      reported: count,
      held: count,
      missing: count,
      onTheirWay: count,
      posts: z.array(
        z.object({
          postId: id,
          preview: z.string(),
          url: z.string().nullable(),
          reported: count,
          held: count,
          missing: count,
          comparedAt: moment,
        }),
      ),
    }),
  }) satisfies z.ZodType<ChannelView>,
);

export const networkView = name(
  'Network',
  z.object({
    network: z.string(),
    name: z.string(),
    mark: z.object({ path: z.string(), color: z.string() }),
    connectBy: z.enum(['fields', 'oauth']),
    isReady: z.boolean(),
    connectFields: z
      .array(
        z.object({
          name: z.string(),
          label: z.string(),
          type: z.enum(['text', 'password', 'url']),
          required: z.boolean(),
          placeholder: z.string().optional(),
        }),
      )
      .readonly(),
    credentialsUrl: z.string().nullable(),
    capabilities: capabilitiesByKind,
    conditions: z.partialRecord(
      z.enum(itemKinds),
      z.partialRecord(z.enum(capabilityNames), z.array(z.string()).readonly()),
    ),
    pushes: z.array(z.enum(itemKinds)),
    isPushOnly: z.boolean().describe('It has no list to read: what it pushes cannot be read again'),
    pricing: z.object({ monthlyBudgetMicros: count, quietDayMicros: count, busyDayMicros: count }).nullable(),
    crowdedAt: count.nullable(),
  }) satisfies z.ZodType<NetworkView>,
);
