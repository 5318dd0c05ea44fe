import type { Tx } from '#lib/db/tx.ts';
import { appFor } from '../apps/app-of-channel.ts';
import { rateLimitKey, rateLimitsOf, maxOf } from './rate-limits.ts';
import type { SpendPurpose } from '#lib/networks/contract.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import type { ChannelLimits } from '../types.ts';

const DAY_MS = 24 * 3_600_000;
/** How many days the daily cost is averaged over. */
const AVERAGED_DAYS = 7;
/** How many rate limits of a channel are shown: the most used ones. */
const SHOWN = 10;

/** The limits of channels, by id; a constant number of statements, and one more for each workspace's own app. */
export async function readChannelLimits(tx: Tx, ids: string[], now = new Date()): Promise<Map<string, ChannelLimits>> {
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  const channels = await tx.channel.findMany({
    where: { id: { in: ids } },
    select: {
      workspaceId: true,
      id: true,
      network: true,
      networkAppId: true,
      monthlyBudgetMicros: true,
      credential: { select: { expiresAt: true, refreshAt: true } },
      createdAt: true,
      spends: { where: { month }, select: { micros: true } },
      daySpends: {
        where: { day: { gte: new Date(today - AVERAGED_DAYS * DAY_MS), lt: new Date(today) } },
        select: { purpose: true, micros: true },
      },
    },
  });
  const declared = new Map<string, Declared[]>();
  for (const channel of channels) {
    const connector = connectorOf(channel.network);
    const app = await appFor(tx, channel.workspaceId, channel);
    const owner = { network: channel.network, channelId: channel.id, networkAppId: channel.networkAppId };
    declared.set(
      channel.id,
      rateLimitsOf(connector ?? {}).map(([name, allowance]) => ({
        name,
        key: rateLimitKey(allowance, name, owner),
        max: maxOf(allowance, app) ?? null,
      })),
    );
  }
  const keys = [...new Set([...declared.values()].flat().map(({ key }) => key))];
  const uses = keys.length === 0 ? [] : await tx.rateLimitUse.findMany({ where: { key: { in: keys } } });
  const byKey = new Map(uses.map((use) => [use.key, use]));
  return new Map(
    channels.map(({ id, network, createdAt, monthlyBudgetMicros, credential, spends, daySpends }) => [
      id,
      {
        spentMicros: connectorOf(network)?.pricing ? Number(spends[0]?.micros ?? 0) : null,
        perDay: connectorOf(network)?.pricing ? perDayOf(daySpends, today - createdAt.getTime()) : null,
        monthlyBudgetMicros: monthlyBudgetMicros === null ? null : Number(monthlyBudgetMicros),
        tokenExpiresAt: credential?.expiresAt?.toISOString() ?? null,
        tokenRenewsAt: credential?.refreshAt?.toISOString() ?? null,
        ...usesOf(declared.get(id) ?? [], byKey, now),
      },
    ]),
  );
}

/** @param ageMs from when it was connected to the beginning of today */
function perDayOf(spends: { purpose: string; micros: bigint }[], ageMs: number): ChannelLimits['perDay'] {
  const days = Math.min(AVERAGED_DAYS, Math.floor(ageMs / DAY_MS));
  if (days < 1) return null;
  const averageOf = (purpose: SpendPurpose) => {
    const micros = spends.reduce((sum, one) => (one.purpose === purpose ? sum + Number(one.micros) : sum), 0);
    return Math.round(micros / days);
  };
  return {
    days,
    micros: {
      posts: averageOf('posts'),
      messages: averageOf('messages'),
      rechecks: averageOf('rechecks'),
      actions: averageOf('actions'),
    },
  };
}

type Declared = { name: string; key: string; max: number | null };
type Use = { used: number; max: number | null; resetAt: Date; closedUntil: Date | null };

function usesOf(declared: Declared[], byKey: Map<string, Use>, now: Date): Pick<ChannelLimits, 'waits' | 'used'> {
  const known = declared.flatMap(({ name, key, max }) => {
    const use = byKey.get(key);
    return use ? [{ ...use, allowance: name, max: use.max ?? max }] : [];
  });
  return {
    waits: known.flatMap(({ allowance, closedUntil }) =>
      closedUntil && closedUntil > now ? [{ allowance, until: closedUntil.toISOString() }] : [],
    ),
    used: known
      .flatMap(({ allowance, used, max, resetAt }) =>
        max !== null && used > 0 && resetAt > now ? [{ allowance, used, max, resetAt: resetAt.toISOString() }] : [],
      )
      .toSorted((a, b) => b.used / b.max - a.used / a.max)
      .slice(0, SHOWN),
  };
}
