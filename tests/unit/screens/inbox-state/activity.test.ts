import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ActivityWatch } from '#components/inbox-state/live/activity.ts';

const MINUTE = 60_000;
let visibilityState: 'visible' | 'hidden';
let tab: EventTarget;
let watch: ActivityWatch;
let returns: number;

beforeEach(() => {
  vi.useFakeTimers();
  visibilityState = 'visible';
  tab = new EventTarget();
  vi.stubGlobal('document', Object.defineProperty(tab, 'visibilityState', { get: () => visibilityState }));
  returns = 0;
  watch = new ActivityWatch(() => (returns += 1));
});
afterEach(() => {
  watch.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a member without input for some minutes is idle, for half an hour is gone, and with the next key is back', () => {
  expect(watch.now).toBe('active');
  vi.advanceTimersByTime(3 * MINUTE);
  expect(watch.now).toBe('idle');
  vi.advanceTimersByTime(30 * MINUTE);
  expect(watch.now).toBe('gone');
  tab.dispatchEvent(new Event('keydown'));
  tab.dispatchEvent(new Event('keydown'));
  expect(watch.now).toBe('active');
  expect(returns).toBe(1);
});

test('a tab that is hidden is idle at once', () => {
  visibilityState = 'hidden';
  expect(watch.now).toBe('idle');
  visibilityState = 'visible';
  expect(watch.now).toBe('active');
});
