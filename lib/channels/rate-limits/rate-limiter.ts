import { setTimeout as sleep } from 'node:timers/promises';
import { outsideWorkspaces } from '#lib/db/outside-workspaces.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { jsonRows } from '#lib/db/json-rows.ts';
import type { RateLimit, AppSettings, Connector, RateLimiter } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import {
  type RateLimitOwner,
  DEFAULT_RESERVE,
  rateLimitKey,
  endOf,
  limitOwnerId,
  maxOf,
  windowOf,
} from './rate-limits.ts';
import { isBudgetSpent, readDayBudget, recordSpend } from './spending.ts';

/** A wait this short is waited for here, because a job that ended for it would only start again. */
const SHORT_WAIT_MS = 3_000;

/** How long a repeated header is ignored, in milliseconds. The reset times in it move on meanwhile. */
const REPEATED_MS = 1_000;
const SAME_END_MS = 10_000;
const MOST_HEARD = 10_000;
const heard = new Map<string, { said: string; at: number }>();

type Owner = RateLimitOwner & { workspaceId: string };

/**
 * Makes the rate limiter of a channel's calls. Use is counted in the database, with one statement a call, so that any
 * number of workers together keep the limits. A call that names no rate limit costs none.
 */
export function openRateLimiter(
  owner: Owner,
  connector: Pick<Connector, 'rateLimits' | 'pricing'>,
  { app, signal }: { app: AppSettings; signal: AbortSignal },
): RateLimiter {
  const declared = (name: string): RateLimit => {
    const rateLimit = connector.rateLimits?.[name];
    if (!rateLimit) throw new Error(`the connector of ${owner.network} does not declare the rateLimit "${name}"`);
    return rateLimit;
  };
  const keyOf = (name: string) => rateLimitKey(declared(name), name, owner);
  const ownerIdOf = (name: string) => limitOwnerId(declared(name), owner);

  const wants = (costs: Readonly<Record<string, number>>, isWrite: boolean): Want[] => {
    const now = new Date();
    return Object.entries(costs).map(([name, cost]) => {
      const rateLimit = declared(name);
      const share = isWrite ? 1 : 1 - (rateLimit.reserve ?? DEFAULT_RESERVE);
      return {
        key: keyOf(name),
        ownerId: ownerIdOf(name),
        cost,
        max: maxOf(rateLimit, app) ?? null,
        share,
        ...windowOf(rateLimit, now),
      };
    });
  };

  return {
    acquire: async ({ costs, isWrite }) => {
      if (connector.pricing) await refuseWhenSpent(owner);
      const givesUpAt = Date.now() + SHORT_WAIT_MS;
      for (;;) {
        const wanted = wants(costs, isWrite);
        const until = wanted.length === 0 ? null : await take(wanted);
        if (until === null) return;
        if (until.getTime() > givesUpAt) throw new NetworkError('rate_limited', 'rate_limited', { retryAt: until });
        await pause(until, signal);
      }
    },
    learn: async (name, { limit, remaining, resetAt }) => {
      const published = maxOf(declared(name), app);
      // A network that counts in percent repeats the same values: once a second is enough.
      const said = JSON.stringify([limit, published, remaining, Math.round(resetAt.getTime() / SAME_END_MS)]);
      const key = keyOf(name);
      const before = heard.get(key);
      if (before?.said === said && Math.abs(Date.now() - before.at) < REPEATED_MS) return;
      if (heard.size >= MOST_HEARD) heard.clear();
      heard.set(key, { said, at: Date.now() });
      await outsideWorkspaces().$executeRaw`
        SELECT learn_rate_limit(${key}, ${ownerIdOf(name)}::uuid, ${limit ?? null}::float8, ${published ?? null}::float8,
          ${remaining}::float8, ${endOf(resetAt)}::timestamptz)`;
    },
    blockUntil: async (name, until) => {
      await outsideWorkspaces().$executeRaw`
        INSERT INTO "rate_limit_use" AS u ("key", "ownerId", "resetAt", "closedUntil") VALUES (${keyOf(name)}, ${ownerIdOf(name)}::uuid, 'epoch', ${until})
        ON CONFLICT ("key") DO UPDATE SET "closedUntil" = greatest(u."closedUntil", ${until}::timestamptz)`;
    },
    recordCost: async (micros, purpose) => {
      if (micros > 0) await inWorkspace(owner.workspaceId, (tx) => recordSpend(tx, owner, { micros, purpose }));
    },
    dayBudget: async () => await inWorkspace(owner.workspaceId, (tx) => readDayBudget(tx, owner)),
  };
}

/** @throws NetworkError `unavailable` when the caller's time is up before that */
async function pause(until: Date, signal: AbortSignal): Promise<void> {
  const ms = Math.max(until.getTime() - Date.now(), 10);
  await sleep(ms, undefined, { signal }).catch((cause: unknown) => {
    throw new NetworkError('unavailable', 'unreachable', { detail: 'no time left to wait', cause });
  });
}

type Want = {
  key: string;
  ownerId: string | null;
  cost: number;
  max: number | null;
  share: number;
  ms?: number;
  endsAt?: Date;
};

/** @returns null when every rate limit had enough left; else until when one does not */
async function take(wanted: Want[]): Promise<Date | null> {
  const blocked = await outsideWorkspaces().$queryRaw<{ until: Date }[]>`
    SELECT "until" FROM acquire_rate_limits(${jsonRows(wanted)})`;
  return blocked.reduce<Date | null>((latest, { until }) => (latest && latest > until ? latest : until), null);
}

/** @throws NetworkError `refused` `budget_spent` */
async function refuseWhenSpent(owner: Owner): Promise<void> {
  if (await inWorkspace(owner.workspaceId, (tx) => isBudgetSpent(tx, owner))) {
    throw new NetworkError('refused', 'budget_spent');
  }
}
