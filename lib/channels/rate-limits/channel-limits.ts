import type { Tx } from '#lib/db/tx.ts';
import { appFor } from '../apps/app-of-channel.ts';
import { rateLimitKey, rateLimitsOf, maxOf } from './rate-limits.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import type { ChannelLimits } from '../types.ts';

/** How many rate limits of a channel are shown: the most used ones. */
const SHOWN = 10;

/** The limits of channels, by id; a constant number of statements, and one more for each workspace's own app. */
export async function readChannelLimits(tx: Tx, ids: string[], now = new Date()): Promise<Map<string, ChannelLimits>> {
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
  const channels = await tx.channel.findMany({
    where: { id: { in: ids } },
    select: {
      workspaceId: true,
      id: true,
      network: true,
      networkAppId: true,
      monthlyBudgetMicros: true,
      credential: { select: { expiresAt: true, refreshAt: true } },
      spends: { where: { month }, select: { micros: true } },
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
    channels.map(({ id, network, monthlyBudgetMicros, credential, spends }) => [
      id,
      {
        spentMicros: connectorOf(network)?.isPriced ? Number(spends[0]?.micros ?? 0) : null,
        monthlyBudgetMicros: monthlyBudgetMicros === null ? null : Number(monthlyBudgetMicros),
        tokenExpiresAt: credential?.expiresAt?.toISOString() ?? null,
        tokenRenewsAt: credential?.refreshAt?.toISOString() ?? null,
        ...usesOf(declared.get(id) ?? [], byKey, now),
      },
    ]),
  );
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
