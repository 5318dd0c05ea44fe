import { afterAll, beforeEach, expect, test } from 'vitest';
import { checkChannel } from '#lib/channels/check/check-channel.ts';
import { getChannelCheck } from '#lib/channels/check/get-channel-check.ts';
import { runCheck } from '#lib/channels/check/run-check.ts';
import { getChannel } from '#lib/channels/detail/get-channel.ts';
import { createSandbox } from '#sandbox/x/sandbox.ts';
import { aSandboxChannel, serveSandbox } from './sandbox-channel.ts';

process.env.PARVIS_CHECK_CHANNELS = 'true';
const { server, sandbox, calls } = await serveSandbox('x', createSandbox);
afterAll(async () => await server.stop());

const CENT = 10_000;
let channel: Awaited<ReturnType<typeof aSandboxChannel>>;
beforeEach(async () => {
  channel = await aSandboxChannel('x', sandbox);
});
const spent = async () => (await getChannel(channel.admin, channel.channelRef)).limits?.spentMicros ?? 0;
const view = async () => await getChannelCheck(channel.admin, channel.channelRef);
const reasons = async () =>
  (await view()).check?.lines.flatMap(({ kind, reason }) => (kind === 'read' ? [reason] : []));

test('a check that a member begins says what it costs at most, and costs no more', async () => {
  const post = sandbox.brandPosts('Nouveautés');
  for (let at = 0; at < 20; at += 1)
    sandbox.fanWrites({ kind: 'comment', text: `Bravo ${at}`, fan: 'ana', under: post });
  const { costMicros } = await view();
  expect(costMicros).toBe(12 * CENT);
  await checkChannel(channel.admin, channel.channelRef);
  await runCheck(channel.channelRef);
  expect((await view()).check?.lines.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  const paid = await spent();
  expect(paid).toBeGreaterThan(0);
  expect(paid).toBeLessThanOrEqual(costMicros ?? 0);
});

test('the automatic check spends nothing, and says what it left out', async () => {
  const before = calls.length;
  await runCheck(channel.channelRef);
  expect((await view()).check).toMatchObject({ isAutomatic: true, finishedAt: expect.any(String) as string });
  expect(await spent()).toBe(0);
  expect(new Set(await reasons())).toEqual(new Set(['costs_money']));
  expect(calls.slice(before).filter(({ path }) => /\/users\/|search|dm_events/.test(path))).toEqual([]);
});

test('a check keeps to what the budget leaves for the day', async () => {
  await channel.change({ monthlyBudgetMicros: 1 });
  await checkChannel(channel.admin, channel.channelRef);
  await runCheck(channel.channelRef);
  expect(new Set(await reasons())).toEqual(new Set(['budget_spent']));
  expect(await spent()).toBe(0);
});
