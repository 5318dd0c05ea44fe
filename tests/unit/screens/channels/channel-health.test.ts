import { expect, test } from 'vitest';
import { healthOf, isTrouble } from '#components/channels/channel-health.ts';
import { connectorOf, networks } from '#lib/networks/registry.ts';
import { aChannelView } from './a-channel-view.ts';

const now = Date.UTC(2026, 0, 2);
const agoMs = (ms: number) => new Date(now - ms).toISOString();

test('a channel that is read as planned works', () => {
  expect(healthOf(aChannelView(), now)).toBe('well');
});

test('a channel of a network that lets apps read nothing is closed, however its polls go', () => {
  const closed = { capabilities: {} };
  expect(healthOf(aChannelView(closed), now)).toBe('closed');
  expect(healthOf(aChannelView({ ...closed, health: { failedPolls: 9 } }), now)).toBe('closed');
});

test('a closed channel that must be reconnected asks for it all the same', () => {
  expect(healthOf(aChannelView({ capabilities: {}, status: 'reconnect' }), now)).toBe('broken');
});

test('every network that reads no kind of item makes closed channels, and no other network does', () => {
  for (const network of networks) {
    const capabilities = connectorOf(network)?.capabilities ?? {};
    const health = healthOf(aChannelView({ network, capabilities }), now);
    expect([network, health]).toEqual([network, Object.keys(capabilities).length === 0 ? 'closed' : 'well']);
  }
});

test('only what somebody should look at is trouble', () => {
  const views = [
    aChannelView({ status: 'reconnect' }),
    aChannelView({ health: { failedPolls: 9 } }),
    aChannelView({ health: { failedPolls: 1 } }),
    aChannelView({ health: { nextPollAt: agoMs(3_600_000) } }),
    aChannelView({ health: { silentSince: agoMs(3_600_000) } }),
    aChannelView({ deliveries: { waiting: 0, failed: 1, unreadable: 0 } }),
    aChannelView({ status: 'paused' }),
    aChannelView({ capabilities: {} }),
    aChannelView(),
  ];
  expect(views.map((view) => healthOf(view, now))).toEqual([
    'broken',
    'broken',
    'slow',
    'slow',
    'watch',
    'watch',
    'off',
    'closed',
    'well',
  ]);
  expect(views.map((view) => isTrouble(healthOf(view, now)))).toEqual([
    ...Array.from({ length: 6 }, () => true),
    ...Array.from({ length: 3 }, () => false),
  ]);
});
