import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { listNetworks } from '#lib/channels/apps/list-networks.ts';
import { getChannel } from '#lib/channels/detail/get-channel.ts';
import { fairPause } from '#lib/channels/rate-limits/fair-pause.ts';
import { nextMidnight } from '#lib/networks/next-midnight.ts';
import { youtube } from '#lib/networks/youtube/connector.ts';
import { createSandbox } from '#sandbox/youtube/sandbox.ts';
import { aChannel, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { aSandboxChannel, serveSandbox } from './sandbox-channel.ts';

const { server, sandbox } = await serveSandbox('youtube', createSandbox);
afterAll(async () => await server.stop());
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const { prisma } = database();

const key = 'youtube:operator:units';
const resetAt = () => new Date(nextMidnight('America/Los_Angeles', new Date()).getTime());
/** Leaves so large a share of what busy channels need until the quota is renewed, whenever the test runs. */
const leave = async (share: number, channels: number) => {
  const [{ perDay } = {}] = youtube.schedule ?? [];
  const need = channels * (perDay?.(youtube.pace.minMs, { options: {} }) ?? 0);
  const readable = 7_000;
  const used = readable - share * need * ((resetAt().getTime() - Date.now()) / (24 * HOUR_MS));
  const row = { used, max: null, resetAt: resetAt(), closedUntil: null };
  await prisma.rateLimitUse.upsert({ where: { key }, create: { key, ...row }, update: row });
};
/** Busy channels of other workspaces, which share the operator's app. */
const busyChannels = async (count: number) => {
  for (let at = 0; at < count; at += 1) {
    const { workspaceId } = await aWorkspace();
    await aChannel({ workspaceId, network: 'youtube', pullEveryMs: youtube.pace.minMs });
  }
};

let channel: Awaited<ReturnType<typeof aSandboxChannel>>;
beforeEach(async () => {
  await prisma.channel.updateMany({ where: { network: 'youtube' }, data: { status: 'paused' } });
  await prisma.rateLimitUse.deleteMany({ where: { key } });
  channel = await aSandboxChannel('youtube', sandbox);
});

describe('a day’s quota that many channels share', () => {
  const pauseAfterPull = async () => {
    await channel.pull();
    const { health } = await getChannel(channel.admin, channel.channelRef);
    const row = await prisma.channel.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId: channel.workspaceId, id: channel.channelId } },
    });
    return { ...health, waitMs: (row.nextPullAt?.getTime() ?? 0) - Date.now() };
  };

  test('changes nothing where it is enough', async () => {
    const { isSlowedByQuota, waitMs } = await pauseAfterPull();
    expect(isSlowedByQuota).toBe(false);
    expect(waitMs).toBeLessThan(5 * MINUTE_MS);
  });

  test('is spread over the rest of the day where it is not, and the page says so', async () => {
    await busyChannels(9);
    await leave(0.25, 10);
    const { isSlowedByQuota, pollEveryMs, waitMs } = await pauseAfterPull();
    expect(isSlowedByQuota).toBe(true);
    expect(waitMs).toBeGreaterThan(4 * MINUTE_MS);
    expect(pollEveryMs).toBeGreaterThan(4 * MINUTE_MS);
    // Reading goes on: nobody stops until the quota is renewed.
    expect(waitMs).toBeLessThan(HOUR_MS);
  });

  test('what is used up early leaves less for the rest of the day', async () => {
    await busyChannels(2);
    await leave(0.1, 3);
    const { waitMs } = await pauseAfterPull();
    expect(waitMs).toBeGreaterThan(4 * MINUTE_MS);
  });
});

test('before the fourth busy channel is connected, the network says that its quota is shared by three', async () => {
  const crowdedAt = async () =>
    (await listNetworks(channel.admin)).find(({ network }) => network === 'youtube')?.crowdedAt;
  expect(await crowdedAt()).toBeNull();
  await busyChannels(1);
  expect(await crowdedAt()).toBeNull();
  await busyChannels(1);
  expect(await crowdedAt()).toBe(3);
});

describe('a fair pause', () => {
  const perDay = (everyMs: number) => (24 * HOUR_MS) / everyMs;

  test('slows the liveliest down first, and leaves a quiet one alone', () => {
    const quiet = 2 * HOUR_MS;
    const pause = fairPause({ paces: [MINUTE_MS, quiet], perDay, left: 300, leftMs: 24 * HOUR_MS });
    expect(pause).toBeGreaterThan(4 * MINUTE_MS);
    expect(pause).toBeLessThan(quiet);
    expect(perDay(pause ?? 0) + perDay(quiet)).toBeLessThanOrEqual(300);
  });

  test('uses what is left, and not much less', () => {
    for (const [channels, left] of [
      [1, 10],
      [3, 500],
      [40, 7_000],
    ] as const) {
      const paces = Array.from({ length: channels }, () => 10_000);
      const pause = fairPause({ paces, perDay, left, leftMs: 24 * HOUR_MS }) ?? 0;
      const used = channels * perDay(pause);
      expect(used).toBeLessThanOrEqual(left + 1);
      expect(used).toBeGreaterThan(left * 0.95);
    }
  });

  test('is none where everything fits', () => {
    expect(fairPause({ paces: [HOUR_MS], perDay, left: 24, leftMs: 24 * HOUR_MS })).toBeNull();
  });
});
