import { afterAll, expect, test } from 'vitest';
import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { getChannel } from '#lib/channels/detail/get-channel.ts';
import { readDayBudget, recordSpend } from '#lib/channels/rate-limits/spending.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { database } from '#tests/support/owner-database.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { createSandbox } from '#sandbox/x/sandbox.ts';
import { aSandboxChannel, serveSandbox } from './sandbox-channel.ts';

const { server, sandbox } = await serveSandbox('x', createSandbox);
afterAll(async () => await server.stop());
const DAY = 24 * 3_600_000;
const credentials = () => sandbox.connectInput();

test('a channel whose calls cost money has a budget from the start, unless the member asked for none', async () => {
  const budgetOf = async (chosen: { monthlyBudgetMicros?: number | null }) => {
    const { admin } = await aWorkspace();
    const { limits } = await connectChannel(admin, { network: 'x', credentials: credentials(), ...chosen });
    return limits?.monthlyBudgetMicros;
  };
  expect(await budgetOf({})).toBe(30_000_000);
  expect(await budgetOf({ monthlyBudgetMicros: 5_000_000 })).toBe(5_000_000);
  expect(await budgetOf({ monthlyBudgetMicros: null })).toBeNull();
});

test('a channel that is connected again keeps its budget', async () => {
  const { admin, channelId, change } = await aSandboxChannel('x', sandbox);
  await change({ status: 'disconnected', monthlyBudgetMicros: 7_000_000 });
  const { id, limits } = await connectChannel(admin, { network: 'x', credentials: credentials() });
  expect([id, limits?.monthlyBudgetMicros]).toEqual([channelId, 7_000_000]);
});

test('the page says what a day has cost on average, and what for', async () => {
  const { admin, channelRef, change } = await aSandboxChannel('x', sandbox);
  expect((await getChannel(admin, channelRef)).limits?.perDay).toBeNull();
  await change({ createdAt: new Date(Date.now() - 3 * DAY) });
  await inWorkspace(channelRef.workspaceId, async (tx) => {
    await recordSpend(tx, channelRef, { micros: 5_000, purpose: 'posts' });
    await recordSpend(tx, channelRef, { micros: 5_000, purpose: 'posts' });
    await recordSpend(tx, channelRef, { micros: 4_000, purpose: 'rechecks' });
  });
  const { limits: today } = await getChannel(admin, channelRef);
  expect(today?.spentMicros).toBe(14_000);
  const none = { posts: 0, messages: 0, rechecks: 0, actions: 0 };
  const days = today?.perDay?.days ?? 0;
  expect(days).toBeGreaterThanOrEqual(2);
  // Today is not over yet.
  expect(today?.perDay?.micros).toEqual(none);
  await database().prisma.channelDaySpend.updateMany({
    where: channelRef,
    data: { day: new Date(Date.now() - DAY) },
  });
  const { limits } = await getChannel(admin, channelRef);
  const each = (micros: number) => Math.round(micros / days);
  expect(limits?.perDay?.micros).toEqual({ ...none, posts: each(10_000), rechecks: each(4_000) });
});

test('what is left of the month is spread over its remaining days', async () => {
  const { channelRef, change } = await aSandboxChannel('x', sandbox);
  const leftOn = async (day: string) => {
    const { workspaceId } = channelRef;
    return await inWorkspace(workspaceId, (tx) => readDayBudget(tx, channelRef, new Date(`${day}T12:00:00Z`)));
  };
  await change({ monthlyBudgetMicros: 30_000 });
  expect(await leftOn('2026-11-01')).toBe(1_000);
  expect(await leftOn('2026-11-30')).toBe(30_000);
  await inWorkspace(channelRef.workspaceId, (tx) =>
    recordSpend(tx, channelRef, { micros: 24_000, purpose: 'messages' }),
  );
  expect(await leftOn('2026-11-29')).toBe(3_000);
  await change({ monthlyBudgetMicros: null });
  expect(await leftOn('2026-11-29')).toBeNull();
});
