import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import pg from 'pg';
import { openGate } from '#lib/channels/rate-limits/gate.ts';
import { readChannelLimits } from '#lib/channels/rate-limits/channel-limits.ts';
import { database } from '#tests/support/owner-database.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import type { Allowance } from '#lib/networks/contract.ts';
import { aChannel, aWorkspace } from '#tests/support/factories.ts';

const HOUR = 3_600_000;
let channelRef: { workspaceId: string; channelId: string };
let network: string;

beforeEach(async () => {
  const { workspaceId } = await aWorkspace();
  channelRef = { workspaceId, channelId: (await aChannel({ workspaceId })).id };
  // The channels of an app share its rate limits, so each test uses a network of its own.
  network = `net-${crypto.randomUUID()}`;
});

afterEach(() => vi.restoreAllMocks());

type Declared = Record<string, Allowance>;

function gateOf(
  allowances: Declared,
  given: { channelId?: string; networkAppId?: string; options?: Record<string, string>; isPriced?: true } = {},
) {
  const { channelId = channelRef.channelId, networkAppId = null, options = {}, isPriced } = given;
  const owner = { workspaceId: channelRef.workspaceId, network, channelId, networkAppId };
  const connector = { allowances, ...(isPriced ? { isPriced } : {}) };
  return openGate(owner, connector, { app: { options }, signal: AbortSignal.timeout(20_000) });
}

/** The number of calls that are admitted when many come at once. */
async function countAdmitted(times: number, enter: () => Promise<void>): Promise<number> {
  const results = await Promise.allSettled(Array.from({ length: times }, enter));
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ kind: 'rate_limited' });
  }
  return results.filter(({ status }) => status === 'fulfilled').length;
}

const write = (costs: Record<string, number>) => ({ costs, isWrite: true });
const read = (costs: Record<string, number>) => ({ costs, isWrite: false });
const used = async (name: string) => {
  const rows = await database().prisma.allowanceUse.findMany({
    where: { key: { startsWith: `${network}:`, endsWith: `:${name}` } },
  });
  return rows.reduce((sum, row) => sum + row.used, 0);
};

/** Lets time pass for the stored rate limits. */
const later = (ms: number) => database().prisma.$executeRaw`
  UPDATE "allowance_use" SET "resetAt" = "resetAt" - ${ms} * interval '1 millisecond',
    "partAt" = "partAt" - ${ms} * interval '1 millisecond'
  WHERE "key" LIKE ${`${network}:%`}`;

describe('one rate limit', () => {
  const calls = { calls: { scope: 'channel', max: 30, window: { ms: HOUR } } } as const;

  test('a rate limit lets in exactly as many calls as it has room for, however many come at once', async () => {
    const [one, other] = [gateOf(calls), gateOf(calls)];
    let turn = 0;
    expect(await countAdmitted(100, () => ((turn += 1) % 2 ? one : other).enter(write({ calls: 1 })))).toBe(30);
    expect(await used('calls')).toBe(30);
  });

  test('a refused call is told until when to wait', async () => {
    const gate = gateOf(calls);
    const before = Date.now();
    await gate.enter(write({ calls: 30 }));
    const refused = await gate.enter(write({ calls: 1 })).catch((error: unknown) => error);
    const { retryAt } = refused as { retryAt: Date };
    expect(retryAt.getTime()).toBeGreaterThanOrEqual(before + HOUR + 1_000);
    expect(retryAt.getTime()).toBeLessThan(before + HOUR * 1.06);
  });

  test('a rate limit is never exceeded in any window of the network, wherever the window starts', async () => {
    const ms = 1_000;
    const gate = gateOf({ calls: { scope: 'channel', max: 5, window: { ms }, reserve: 0 } });
    const entered: number[] = [];
    const call = async () => {
      await gate.enter(write({ calls: 1 }));
      entered.push(performance.now());
    };
    await call();
    // The other calls come late in the window that began with the first; a window counts as one second longer.
    await later(1.9 * ms);
    entered[0] = performance.now() - 1.9 * ms;
    for (let round = 0; round < 3; round += 1) await Promise.all(Array.from({ length: 4 }, call));
    const inSpanFrom = (from: number) => entered.filter((at) => at >= from && at < from + ms).length;
    expect(entered).toHaveLength(13);
    expect(Math.max(...entered.map(inSpanFrom))).toBe(5);
  });

  test('room in a rate limit comes back gradually', async () => {
    const gate = gateOf(calls);
    await gate.enter(write({ calls: 20 }));
    await later(HOUR / 2);
    await gate.enter(write({ calls: 10 }));
    const refused = await gate.enter(write({ calls: 15 })).catch((error: unknown) => error);
    // The first twenty are forgotten in half an hour, and a part of a span at most.
    const waitMs = (refused as { retryAt: Date }).retryAt.getTime() - Date.now();
    expect(waitMs).toBeGreaterThan(HOUR / 2 - 60_000);
    expect(waitMs).toBeLessThan(HOUR * 0.56);
    await later(waitMs);
    expect(await countAdmitted(40, () => gate.enter(write({ calls: 1 })))).toBe(20);
  });

  test('reads leave a part of a rate limit to writes', async () => {
    const gate = gateOf({ calls: { ...calls.calls, reserve: 0.5 } });
    expect(await countAdmitted(40, () => gate.enter(read({ calls: 1 })))).toBe(15);
    expect(await countAdmitted(40, () => gate.enter(write({ calls: 1 })))).toBe(15);
  });

  test('a rate limit starts again when its window is over', async () => {
    const gate = gateOf(calls);
    await gate.enter(write({ calls: 30 }));
    await database().prisma.allowanceUse.updateMany({
      where: { key: { contains: channelRef.channelId } },
      data: { resetAt: new Date() },
    });
    expect(await countAdmitted(40, () => gate.enter(write({ calls: 1 })))).toBe(30);
  });

  test('a call waits when the window of its rate limit is very short', async () => {
    const gate = gateOf({ calls: { scope: 'channel', max: 2, window: { ms: 200 }, reserve: 0 } });
    expect(await countAdmitted(4, () => gate.enter(read({ calls: 1 })))).toBe(4);
    // Two of the four fit into one span: the other two were let in by a later one.
    expect(await used('calls')).toBeLessThanOrEqual(2);
  });

  test('a daily rate limit ends at midnight in its time zone, also when the clocks change', async () => {
    const gate = gateOf({ day: { scope: 'app', max: 1, window: { until: 'midnight_pacific' } } });
    await gate.enter(write({ day: 1 }));
    const [row] = await database().prisma.allowanceUse.findMany({ where: { key: { startsWith: network } } });
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/Los_Angeles', timeStyle: 'medium' });
    expect(clock.format(row?.resetAt)).toBe('00:00:01');
  });

  test('an operator can raise a rate limit for an app with a larger quota', async () => {
    const declared = { units: { scope: 'app', max: 10, maxOption: 'daily_units', window: { ms: HOUR } } } as const;
    expect(
      await countAdmitted(40, () => gateOf(declared, { options: { daily_units: '25' } }).enter(write({ units: 1 }))),
    ).toBe(25);
  });
});

describe('several rate limits', () => {
  const declared = {
    app: { scope: 'app', max: 50, window: { ms: HOUR } },
    own: { scope: 'channel', max: 20, window: { ms: HOUR } },
  } as const;

  test('a call uses all its rate limits or none', async () => {
    const gate = gateOf(declared);
    expect(await countAdmitted(100, () => gate.enter(write({ app: 1, own: 1 })))).toBe(20);
    expect([await used('app'), await used('own')]).toEqual([20, 20]);
  });

  test('the channels of one app share its rate limit, other apps do not', async () => {
    const channelIds = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
    const gates = channelIds.map((channelId) => gateOf(declared, { channelId }));
    let turn = 0;
    // The limits are named in either order, which must not deadlock.
    const enter = () => {
      turn += 1;
      const costs = turn % 2 ? { app: 1, own: 1 } : { own: 1, app: 1 };
      return gates[turn % gates.length]?.enter(write(costs)) ?? Promise.reject(new Error('no gate'));
    };
    expect(await countAdmitted(100, enter)).toBe(50);
    const own = gateOf(declared, { networkAppId: crypto.randomUUID() });
    expect(await countAdmitted(30, () => own.enter(write({ app: 1 })))).toBe(30);
  });
});

describe('what the network reports about its limits', () => {
  const declared = {
    calls: { scope: 'channel', max: 100, window: { ms: HOUR } },
    unpublished: { scope: 'channel', window: { ms: HOUR } },
  } as const;
  const inAnHour = () => new Date(Date.now() + HOUR);

  test("a closed rate limit refuses reads and writes until the network's time, other limits stay open", async () => {
    const gate = gateOf(declared);
    const until = new Date(Date.now() + 60_000);
    await gate.close('calls', until);
    await gate.close('calls', new Date(Date.now() + 1_000));
    await expect(gate.enter(write({ calls: 1 }))).rejects.toMatchObject({ retryAt: until });
    await expect(gate.enter(write({ unpublished: 1, calls: 1 }))).rejects.toMatchObject({ retryAt: until });
    expect(await used('unpublished')).toBe(0);
    await gate.enter(write({ unpublished: 1 }));
  });

  test('the remaining calls that a network reports count when they are fewer than ours', async () => {
    const gate = gateOf(declared);
    await gate.enter(write({ calls: 10 }));
    await gate.learn('calls', { limit: 100, remaining: 40, resetAt: inAnHour() });
    expect(await used('calls')).toBe(60);
    // An answer to a call made before ten others came in between.
    await gate.enter(write({ calls: 10 }));
    await gate.learn('calls', { limit: 100, remaining: 39, resetAt: inAnHour() });
    expect(await used('calls')).toBe(70);
  });

  test('a limit that only the network knows admits everything until the network reports it', async () => {
    const gate = gateOf(declared);
    expect(await countAdmitted(50, () => gate.enter(read({ unpublished: 1 })))).toBe(50);
    await gate.learn('unpublished', { limit: 60, remaining: 10, resetAt: inAnHour() });
    expect(await countAdmitted(50, () => gate.enter(write({ unpublished: 1 })))).toBe(10);
  });

  test('the end of the window that the network reports is respected', async () => {
    const gate = gateOf(declared);
    await gate.enter(write({ calls: 60 }));
    await gate.learn('calls', { limit: 100, remaining: 0, resetAt: new Date(Date.now() + 60_000) });
    expect(await countAdmitted(10, () => gate.enter(write({ calls: 1 })))).toBe(0);
    await later(62_000);
    expect(await countAdmitted(120, () => gate.enter(write({ calls: 1 })))).toBe(100);
  });

  test('a later window that the network reports replaces ours', async () => {
    const gate = gateOf(declared);
    await gate.enter(write({ calls: 95 }));
    await gate.learn('calls', { limit: 100, remaining: 98, resetAt: new Date(Date.now() + 2 * HOUR) });
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
    const gate = gateOf({}, { isPriced: true });
    await gate.enter(read({}));
    await Promise.all(Array.from({ length: 20 }, () => gate.spend(5_000)));
    expect(await spent()).toBe(100_000);
    await budget(100_001);
    await gate.enter(read({}));
    await gate.spend(1);
    await expect(gate.enter(read({}))).rejects.toMatchObject({ kind: 'refused', reason: 'budget_spent' });
    await budget(200_000);
    await gate.enter(read({}));
    // Last month's spending is last month's.
    await budget(50_000);
    await database().prisma.channelSpend.updateMany({ where: channelRef, data: { month: new Date('2026-01-01') } });
    await gate.enter(read({}));
    expect(await spent()).toBe(0);
  });
});

test('a call without rate limits costs no statement, a call with several costs one', async () => {
  const gate = gateOf({
    a: { scope: 'app', max: 9, window: { ms: HOUR } },
    b: { scope: 'channel', max: 9, window: { until: 'midnight_utc' } },
  });
  await gate.enter(write({ a: 1 }));
  const query = vi.spyOn(pg.Client.prototype, 'query');
  await gate.enter(write({}));
  expect(query).not.toHaveBeenCalled();
  await gate.enter(write({ a: 1, b: 1 }));
  expect(query).toHaveBeenCalledTimes(1);
});

test('a rate limit that the connector does not declare is an error', async () => {
  await expect(gateOf({}).enter(write({ nothing: 1 }))).rejects.toThrow('does not declare');
});

test("a channel shows its own and its app's use of rate limits, and nothing of another workspace", async () => {
  await database().prisma.channel.updateMany({ where: { id: channelRef.channelId }, data: { network: 'x' } });
  const { allowances } = (await import('#lib/networks/x/limits.ts')) as { allowances: Declared };
  network = 'x';
  const gate = gateOf(allowances);
  await gate.enter(read({ mentions: 3, postDay: 2 }));
  const until = new Date(Date.now() + HOUR);
  await gate.close('hide', until);
  const stranger = await aWorkspace();
  const theirs = await aChannel({ workspaceId: stranger.workspaceId, network: 'x' });
  await gateOf(allowances, { channelId: theirs.id }).enter(read({ mentions: 7 }));
  const [ours, seen] = await inWorkspace(channelRef.workspaceId, async (tx) => [
    (await readChannelLimits(tx, [channelRef.channelId, theirs.id])).get(channelRef.channelId),
    await tx.allowanceUse.findMany({ select: { key: true } }),
  ]);
  expect(ours?.waits).toEqual([{ allowance: 'hide', until: until.toISOString() }]);
  expect(ours?.used).toMatchObject([
    { allowance: 'mentions', used: 3, max: 300 },
    { allowance: 'postDay', used: 2, max: 10_000 },
  ]);
  expect(seen.filter(({ key }) => key.includes(theirs.id))).toEqual([]);
});
