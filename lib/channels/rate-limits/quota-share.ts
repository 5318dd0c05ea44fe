import { asDispatcher } from '#lib/db/in-workspace.ts';
import { outsideWorkspaces } from '#lib/db/outside-workspaces.ts';
import type { AppSettings, Connector, RateLimit } from '#lib/networks/contract.ts';
import { DEFAULT_RESERVE, maxOf, rateLimitKey, type RateLimitOwner } from './rate-limits.ts';

/** The pauses between pulls, in milliseconds, of all channels that share an app: of all workspaces for the operator's. */
export async function readPaces({
  network,
  networkAppId,
}: Pick<RateLimitOwner, 'network' | 'networkAppId'>): Promise<{ channelId: string; pullEveryMs: number }[]> {
  return await asDispatcher(
    (tx) => tx.$queryRaw<{ channelId: string; pullEveryMs: number }[]>`
      SELECT "id"::text AS "channelId", "pullEveryMs" FROM "channel"
      WHERE "network" = ${network} AND "status" = 'connected' AND "networkAppId" IS NOT DISTINCT FROM ${networkAppId}::uuid`,
  );
}

export type LimitUse = {
  /** What the network, the operator or the published table says; null when nobody does. */
  max: number | null;
  /** The share of it that reads may use. */
  share: number;
  /** Since the window began; 0 when it has not. */
  used: number;
  /** The network refuses calls until then. */
  closedUntil: Date | null;
  /** Whether anything is known of the window that runs now. */
  isCurrent: boolean;
  /** When that window ends; null when nothing is known of it. */
  resetAt: Date | null;
};

/** How much of a rate limit has been used. */
export async function readLimitUse(
  name: string,
  limit: RateLimit,
  given: { owner: RateLimitOwner; app: AppSettings; now: Date },
): Promise<LimitUse> {
  const { owner, app, now } = given;
  const key = rateLimitKey(limit, name, owner);
  const row = await outsideWorkspaces().rateLimitUse.findUnique({ where: { key } });
  const isCurrent = row !== null && row.resetAt > now;
  const published = maxOf(limit, app) ?? null;
  return {
    max: row?.max ?? published,
    share: 1 - (limit.reserve ?? DEFAULT_RESERVE),
    used: isCurrent ? row.used : 0,
    closedUntil: row?.closedUntil && row.closedUntil > now ? row.closedUntil : null,
    isCurrent,
    resetAt: isCurrent ? row.resetAt : null,
  };
}

/** The rate limit that a connector declares. @throws Error for a name that it does not declare */
export function declaredLimit(connector: Connector, name: string): RateLimit {
  const limit = connector.rateLimits?.[name];
  if (!limit) throw new Error(`the connector of ${connector.network} does not declare the rate limit "${name}"`);
  return limit;
}
