import { createHash } from 'node:crypto';
import { Refusal } from '#lib/refusal.ts';
import { accounts } from './accounts-database.ts';

/** How many attempts are free within one window, and the window, in milliseconds. */
const LIMITS = {
  email: { attempts: 10, windowMs: 15 * 60_000 },
  address: { attempts: 50, windowMs: 15 * 60_000 },
  mail: { attempts: 5, windowMs: 60 * 60_000 },
} as const;

export type ThrottleKind = keyof typeof LIMITS;
export type Attempt = { kind: ThrottleKind; value: string };

type Row = { key: string; failures: number; resetAt: Date };

/**
 * Counts an attempt before it is made, so that many at once cannot all slip through.
 * @throws Refusal `throttled` with `retryAt` (ISO 8601)
 */
export async function takeAttempt(attempts: Attempt[], now = new Date()): Promise<void> {
  const limits = new Map(attempts.map((attempt) => [keyOf(attempt), LIMITS[attempt.kind]]));
  const keys = [...limits.keys()];
  const resets = [...limits.values()].map(({ windowMs }) => new Date(now.getTime() + windowMs));
  // Sorted by key, so that two visitors who share an address cannot deadlock.
  const rows = await accounts().$queryRaw<Row[]>`
    insert into "throttle" as t ("key", "failures", "resetAt")
    select k, 1, r from unnest(${keys}::text[], ${resets}::timestamptz[]) as given (k, r) order by k
    on conflict ("key") do update set
      "failures" = case when t."resetAt" <= ${now} then 1 else t."failures" + 1 end,
      "resetAt" = case when t."resetAt" <= ${now} then excluded."resetAt" else t."resetAt" end
    returning "key", "failures", "resetAt"`;
  const over = rows.filter(({ key, failures }) => failures > (limits.get(key)?.attempts ?? 0));
  if (over.length === 0) return;
  const retryAt = Math.max(...over.map(({ resetAt }) => resetAt.getTime()));
  throw new Refusal('throttled', { retryAt: new Date(retryAt).toISOString() });
}

/** A right password: the attempts on that e-mail are forgotten, this one on the address too. */
export async function forgiveAttempts({ email, address }: { email: string; address: string }): Promise<void> {
  const emailKey = keyOf({ kind: 'email', value: email });
  const addressKey = keyOf({ kind: 'address', value: address });
  await accounts().$executeRaw`
    update "throttle" set "failures" = case when "key" = ${emailKey} then 0 else greatest("failures" - 1, 0) end
    where "key" in (select "key" from "throttle" where "key" in (${emailKey}, ${addressKey}) order by "key" for update)`;
}

/** What people type by mistake into the e-mail's field, their password too, is kept as a hash only. */
function keyOf({ kind, value }: Attempt): string {
  return `${kind}:${createHash('sha256').update(value).digest('base64url')}`;
}
