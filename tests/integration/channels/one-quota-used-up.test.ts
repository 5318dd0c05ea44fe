import { afterAll, expect, test } from 'vitest';
import { getChannel } from '#lib/channels/detail/get-channel.ts';
import { findUnfinishedBackfills } from '#lib/sync/find-unfinished-backfills.ts';
import { pullChannel } from '#lib/sync/pull-channel.ts';
import { createXSandbox, type XSandbox } from '#sandbox/x/sandbox.ts';
import { aSandboxChannel, serveSandbox } from './sandbox-channel.ts';

let made: XSandbox | undefined;
const { server, sandbox } = await serveSandbox('x', ({ now }) => (made = createXSandbox({ now })));
afterAll(async () => await server.stop());

test('a used-up quota of direct messages keeps no post waiting, and the channel is not limited as a whole', async () => {
  const { admin, channelRef, change, texts } = await aSandboxChannel('x', sandbox);
  made?.limit(/dm_events/);
  sandbox.fanWrites({ kind: 'mention', text: 'La première' });
  await pullChannel(channelRef);
  expect(await texts()).toEqual(['La première']);
  const { health, limits } = await getChannel(admin, channelRef);
  expect(health).toMatchObject({ limitedUntil: null, failedPolls: 0, lastError: null, isBackfilling: true });
  expect(limits?.used).toContainEqual(expect.objectContaining({ allowance: 'readMessages' }));
  expect(new Date(health.nextPollAt ?? 0).getTime()).toBeLessThan(Date.now() + 3 * 60_000);

  expect(await findUnfinishedBackfills(100)).not.toContainEqual(channelRef);

  sandbox.fanWrites({ kind: 'mention', text: 'La seconde' });
  await change({ nextPullAt: new Date() });
  await pullChannel(channelRef);
  expect(await texts()).toEqual(['La première', 'La seconde']);
});
