import { expect, test } from 'vitest';
import { healthOf } from '#components/channels/channel-health.ts';
import type { PushView } from '#lib/channels/types.ts';
import { aChannelView } from './a-channel-view.ts';

const asked: PushView = {
  state: 'refused',
  askedAt: '2026-01-01T00:00:00.000Z',
  accepted: [],
  refused: [],
  isOnlyWay: false,
  missingSince: null,
};
const refusedWith = (reason: string, event: Partial<PushView['refused'][number]> = {}): PushView => ({
  ...asked,
  refused: [{ event: 'messages', kinds: ['message'], reason, detail: '(#200)', ...event }],
});

test('a channel whose network refuses to push items needs attention', () => {
  expect(healthOf(aChannelView({ push: refusedWith('missing_permission') }))).toBe('watch');
});

test('a refused event that brings no item is no trouble', () => {
  expect(healthOf(aChannelView({ push: refusedWith('missing_permission', { kinds: [] }) }))).toBe('well');
});

test('what the operator has not set up is no trouble: the channel is polled', () => {
  for (const reason of ['app_not_set_up', 'no_public_address']) {
    expect(healthOf(aChannelView({ push: refusedWith(reason) }))).toBe('well');
  }
});

test('a subscription that was accepted and brings nothing needs attention', () => {
  const push: PushView = { ...asked, state: 'accepted', missingSince: '2026-01-02T00:00:00.000Z' };
  expect(healthOf(aChannelView({ push }))).toBe('watch');
  expect(healthOf(aChannelView({ push: { ...push, missingSince: null } }))).toBe('well');
});

test('where push is the only way, a channel that is refused it receives nothing', () => {
  for (const reason of ['missing_permission', 'no_public_address']) {
    expect(healthOf(aChannelView({ push: { ...refusedWith(reason), isOnlyWay: true } }))).toBe('broken');
  }
});
