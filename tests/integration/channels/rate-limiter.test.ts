import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import pg from 'pg';
import { openRateLimiter } from '#lib/channels/rate-limits/rate-limiter.ts';
import { readChannelLimits } from '#lib/channels/rate-limits/channel-limits.ts';
import { database } from '#tests/support/owner-database.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import type { Pricing, RateLimit } from '#lib/networks/contract.ts';
import { aChannel, aWorkspace } from '#tests/support/factories.ts';

const HOUR = 3_600_000;
let channelRef: { workspaceId: string; channelId: string };
let network: string;

beforeEach(async () => {
  const { workspaceId } = await aWorkspace();
  channelRef = { workspaceId, channelId: (await aChannel({ workspaceId })).id };
  // Rate limits of an app are shared by all that go through it: each test has its own.
  network = `net-${crypto.randomUUID()}`;
});

afterEach(() => vi.restoreAllMocks());

type Declared = Record<string, RateLimit>;

function gateOf(
  rateLimits: Declared,
  given: { channelId?: string; networkAppId?: string; options?: Record<string, string>; pricing?: Pricing } = {},
) {
  const { channelId = channelRef.channelId, networkAppId = null, options = {}, pricing } = given;
  const owner = { workspaceId: channelRef.workspaceId, network, channelId, networkAppId };
  const connector = { rateLimits, ...(pricing ? { pricing } : {}) };
  return openRateLimiter(owner, connector, { app: { options }, signal: AbortSignal.timeout(20_000) });
}

/** How many of so many callers at once get in. */
async function crowd(times: number, enter: () => Promise<void>): Promise<number> {
  const results = await Promise.allSettled(Array.from({ length: times }, enter));
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ kind: 'rate_limited' });
  }
  return results.filter(({ status }) => status === 'fulfilled').length;
}

const write = (costs: Record<string, number>) => ({ costs, isWrite: true });
const read = (costs: Record<string, number>) => ({ costs, isWrite: false });
const used = async (name: string) => {
  const rows = await database().prisma.rateLimitUse.findMany({
    where: { key: { startsWith: `${network}:`, endsWith: `:${name}` } },
  });
  return rows.reduce((sum, row) => sum + row.used, 0);
};

/** As if so many milliseconds had passed. */
const later = (ms: number) => database().prisma.$executeRaw`
  UPDATE "rate_limit_use" SET "resetAt" = "resetAt" - ${ms} * interval '1 millisecond',
    "partAt" = "partAt" - ${ms} * interval '1 millisecond'
  WHERE "key" LIKE ${`${network}:%`}`;

describe('one rate limit', () => {
  const calls = { calls: { scope: 'channel', max: 30, window: { ms: HOUR } } } as const;

  test('a rate limit lets in exactly as many calls as it has room for, however many come at once', async () => {
    const [one, other] = [gateOf(calls), gateOf(calls)];
    let turn = 0;
    expect(await crowd(100, () => ((turn += 1) % 2 ? one : other).acquire(write({ calls: 1 })))).toBe(30);
    expect(await used('calls')).toBe(30);
  });

  test('a refused call is told until when to wait', async () => {
    const rateLimiter = gateOf(calls);
    const before = Date.now();
    await rateLimiter.acquire(write({ calls: 30 }));
    const refused = await rateLimiter.acquire(write({ calls: 1 })).catch((error: unknown) => error);
    const { retryAt } = refused as { retryAt: Date };
    expect(retryAt.getTime()).toBeGreaterThanOrEqual(before + HOUR + 1_000);
    expect(retryAt.getTime()).toBeLessThan(before + HOUR * 1.06);
  });

  test('a rate limit is never exceeded in any window of the network, wherever the window starts', async () => {
    const ms = 1_000;
    const rateLimiter = gateOf({ calls: { scope: 'channel', max: 5, window: { ms }, reserve: 0 } });
    const entered: number[] = [];
    const call = async () => {
      await rateLimiter.acquire(write({ calls: 1 }));
      entered.push(performance.now());
    };
    await call();
    // The others come late in a span that began with the first, which is held to last a second longer.
    await later(1.9 * ms);
    entered[0] = performance.now() - 1.9 * ms;
    for (let round = 0; round < 3; round += 1) await Promise.all(Array.from({ length: 4 }, call));
    const inSpanFrom = (from: number) => entered.filter((at) => at >= from && at < from + ms).length;
    expect(entered).toHaveLength(13);
    expect(Math.max(...entered.map(inSpanFrom))).toBe(5);
  });

  test('room in a rate limit comes back gradually', async () => {
    const rateLimiter = gateOf(calls);
    await rateLimiter.acquire(write({ calls: 20 }));
    await later(HOUR / 2);
    await rateLimiter.acquire(write({ calls: 10 }));
    const refused = await rateLimiter.acquire(write({ calls: 15 })).catch((error: unknown) => error);
    // The first twenty are forgotten in half an hour, and a part of a span at most.
    const waitMs = (refused as { retryAt: Date }).retryAt.getTime() - Date.now();
    expect(waitMs).toBeGreaterThan(HOUR / 2 - 60_000);
    expect(waitMs).toBeLessThan(HOUR * 0.56);
    await later(waitMs);
    expect(await crowd(40, () => rateLimiter.acquire(write({ calls: 1 })))).toBe(20);
  });

  test('reads leave a part of a rate limit to writes', async () => {
    const rateLimiter = gateOf({ calls: { ...calls.calls, reserve: 0.5 } });
    expect(await crowd(40, () => rateLimiter.acquire(read({ calls: 1 })))).toBe(15);
    expect(await crowd(40, () => rateLimiter.acquire(write({ calls: 1 })))).toBe(15);
  });

  test('a rate limit starts again when its window is over', async () => {
    const rateLimiter = gateOf(calls);
    await rateLimiter.acquire(write({ calls: 30 }));
    await database().prisma.rateLimitUse.updateMany({
      where: { key: { contains: channelRef.channelId } },
      data: { resetAt: new Date() },
    });
    expect(await crowd(40, () => rateLimiter.acquire(write({ calls: 1 })))).toBe(30);
  });

  test('a call waits when the window of its rate limit is very short', async () => {
    const rateLimiter = gateOf({ calls: { scope: 'channel', max: 2, window: { ms: 200 }, reserve: 0 } });
    expect(await crowd(4, () => rateLimiter.acquire(read({ calls: 1 })))).toBe(4);
    // Two of the four fit into one span: the other two were let in by a later one.
    expect(await used('calls')).toBeLessThanOrEqual(2);
  });

  test('a daily rate limit ends at midnight in its time zone, also when the clocks change', async () => {
    const rateLimiter = gateOf({ day: { scope: 'app', max: 1, window: { untilMidnightIn: 'America/Los_Angeles' } } });
    await rateLimiter.acquire(write({ day: 1 }));
    const [row] = await database().prisma.rateLimitUse.findMany({ where: { key: { startsWith: network } } });
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/Los_Angeles', timeStyle: 'medium' });
    expect(clock.format(row?.resetAt)).toBe('00:00:01');
  });

  test('an operator can raise a rate limit for an app with a larger quota', async () => {
    const declared = { units: { scope: 'app', max: 10, maxOption: 'daily_units', window: { ms: HOUR } } } as const;
    expect(
      await crowd(40, () => gateOf(declared, { options: { daily_units: '25' } }).acquire(write({ units: 1 }))),
    ).toBe(25);
  });
});

describe('several rate limits', () => {
  const declared = {
    app: { scope: 'app', max: 50, window: { ms: HOUR } },
    own: { scope: 'channel', max: 20, window: { ms: HOUR } },
  } as const;

  test('a call uses all its rate limits or none', async () => {
    const rateLimiter = gateOf(declared);
    expect(await crowd(100, () => rateLimiter.acquire(write({ app: 1, own: 1 })))).toBe(20);
    expect([await used('app'), await used('own')]).toEqual([20, 20]);
  });

  test('the channels of one app share its rate limit, other apps do not', async () => {
    const channelIds = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
    const rateLimiters = channelIds.map((channelId) => gateOf(declared, { channelId }));
    let turn = 0;
    // In either order of names: none waits for another that waits for it.
    const enter = () => {
      turn += 1;
      const costs = turn % 2 ? { app: 1, own: 1 } : { own: 1, app: 1 };
      return (
        rateLimiters[turn % rateLimiters.length]?.acquire(write(costs)) ?? Promise.reject(new Error('no rate limiter'))
      );
    };
    expect(await crowd(100, enter)).toBe(50);
    const own = gateOf(declared, { networkAppId: crypto.randomUUID() });
    expect(await crowd(30, () => own.acquire(write({ app: 1 })))).toBe(30);
  });
});

describe('what the network reports about its limits', () => {
  const declared = {
    calls: { scope: 'channel', max: 100, window: { ms: HOUR } },
    told: { scope: 'channel', window: { ms: HOUR } },
  } as const;
  const inAnHour = () => new Date(Date.now() + HOUR);

  test("a closed rate limit refuses reads and writes until the network's time, other limits stay open", async () => {
    const rateLimiter = gateOf(declared);
    const until = new Date(Date.now() + 60_000);
    await rateLimiter.blockUntil('calls', until);
    await rateLimiter.blockUntil('calls', new Date(Date.now() + 1_000));
    await expect(rateLimiter.acquire(write({ calls: 1 }))).rejects.toMatchObject({ retryAt: until });
    await expect(rateLimiter.acquire(write({ told: 1, calls: 1 }))).rejects.toMatchObject({ retryAt: until });
    expect(await used('told')).toBe(0);
    await rateLimiter.acquire(write({ told: 1 }));
  });

  test('the remaining calls that a network reports count when they are fewer than ours', async () => {
    const rateLimiter = gateOf(declared);
    await rateLimiter.acquire(write({ calls: 10 }));
    await rateLimiter.learn('calls', { limit: 100, remaining: 40, resetAt: inAnHour() });
    expect(await used('calls')).toBe(60);
    // An answer to a call made before ten others came in between.
    await rateLimiter.acquire(write({ calls: 10 }));
    await rateLimiter.learn('calls', { limit: 100, remaining: 39, resetAt: inAnHour() });
    expect(await used('calls')).toBe(70);
  });

  test('a limit that only the network knows admits everything until the network reports it', async () => {
    const rateLimiter = gateOf(declared);
    expect(await crowd(50, () => rateLimiter.acquire(read({ told: 1 })))).toBe(50);
    await rateLimiter.learn('told', { limit: 60, remaining: 10, resetAt: inAnHour() });
    expect(await crowd(50, () => rateLimiter.acquire(write({ told: 1 })))).toBe(10);
  });

  test('the end of the window that the network reports is respected', async () => {
    const rateLimiter = gateOf(declared);
    await rateLimiter.acquire(write({ calls: 60 }));
    await rateLimiter.learn('calls', { limit: 100, remaining: 0, resetAt: new Date(Date.now() + 60_000) });
    expect(await crowd(10, () => rateLimiter.acquire(write({ calls: 1 })))).toBe(0);
    await later(62_000);
    expect(await crowd(120, () => rateLimiter.acquire(write({ calls: 1 })))).toBe(100);
  });

  test('a later window that the network reports replaces ours', async () => {
    const rateLimiter = gateOf(declared);
    await rateLimiter.acquire(write({ calls: 95 }));
    await rateLimiter.learn('calls', { limit: 100, remaining: 98, resetAt: new Date(Date.now() + 2 * HOUR) });
    expect(await used('calls')).toBe(2);
  });
});

describe('calls that cost money', () => {
  const spent = async () => (await limits())?.spentMicros;
  const limits = async () =>
    (await inWorkspace(channelRef.workspaceId, (tx) => readChannelLimits(tx, [channelRef.channelId]))).get(
      channelRef.channelId,
    );
  const budget = (monthlyBudgetMicros: number | null) =>
    database().prisma.channel.updateMany({ where: { id: channelRef.channelId }, data: { monthlyBudgetMicros } });

  beforeEach(async () => {
    await database().prisma.channel.updateMany({ where: { id: channelRef.channelId }, data: { network: 'x' } });
  });

  test('the cost of calls adds up, and calls are refused once the monthly budget is spent', async () => {
    const pricing = { monthlyBudgetMicros: 1, quietDayMicros: 1, busyDayMicros: 1 };
    const rateLimiter = gateOf({}, { pricing });
    await rateLimiter.acquire(read({}));
    await Promise.all(Array.from({ length: 20 }, () => rateLimiter.recordCost(5_000, 'posts')));
    expect(await spent()).toBe(100_000);
    await budget(100_001);
    await rateLimiter.acquire(read({}));
    await rateLimiter.recordCost(1, 'messages');
    await expect(rateLimiter.acquire(read({}))).rejects.toMatchObject({ kind: 'refused', reason: 'budget_spent' });
    await budget(200_000);
    await rateLimiter.acquire(read({}));
    // Last month's spending is last month's.
    await budget(50_000);
    await database().prisma.channelSpend.updateMany({ where: channelRef, data: { month: new Date('2026-01-01') } });
    await rateLimiter.acquire(read({}));
    expect(await spent()).toBe(0);
  });
});

test('a call without rate limits costs no statement, a call with several costs one', async () => {
  const rateLimiter = gateOf({
    a: { scope: 'app', max: 9, window: { ms: HOUR } },
    b: { scope: 'channel', max: 9, window: { untilMidnightIn: 'UTC' } },
  });
  await rateLimiter.acquire(write({ a: 1 }));
  const query = vi.spyOn(pg.Client.prototype, 'query');
  await rateLimiter.acquire(write({}));
  expect(query).not.toHaveBeenCalled();
  await rateLimiter.acquire(write({ a: 1, b: 1 }));
  expect(query).toHaveBeenCalledTimes(1);
});

test('a rate limit that the connector does not declare is an error', async () => {
  await expect(gateOf({}).acquire(write({ nothing: 1 }))).rejects.toThrow('does not declare');
});

test("a channel shows its own and its app's use of rate limits, and nothing of another workspace", async () => {
  await database().prisma.channel.updateMany({ where: { id: channelRef.channelId }, data: { network: 'x' } });
  const { rateLimits } = (await import('#lib/networks/x/limits.ts')) as { rateLimits: Declared };
  network = 'x';
  const rateLimiter = gateOf(rateLimits);
  await rateLimiter.acquire(read({ mentions: 3, postDay: 2 }));
  const until = new Date(Date.now() + HOUR);
  await rateLimiter.blockUntil('hide', until);
  const stranger = await aWorkspace();
  const theirs = await aChannel({ workspaceId: stranger.workspaceId, network: 'x' });
  await gateOf(rateLimits, { channelId: theirs.id }).acquire(read({ mentions: 7 }));
  const [ours, seen] = await inWorkspace(channelRef.workspaceId, async (tx) => [
    (await readChannelLimits(tx, [channelRef.channelId, theirs.id])).get(channelRef.channelId),
    await tx.rateLimitUse.findMany({ select: { key: true } }),
  ]);
  expect(ours?.waits).toEqual([{ allowance: 'hide', until: until.toISOString() }]);
  expect(ours?.used).toMatchObject([
    { allowance: 'mentions', used: 3, max: 300 },
    { allowance: 'postDay', used: 2, max: 10_000 },
  ]);
  expect(seen.filter(({ key }) => key.includes(theirs.id))).toEqual([]);
});
