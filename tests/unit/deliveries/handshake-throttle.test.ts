import { expect, test } from 'vitest';
import { takeHandshake } from '#lib/sync/deliveries/handshake-throttle.ts';

const HOUR_MS = 3_600_000;
const times = (count: number, take: (time: number) => boolean) =>
  Array.from({ length: count }, (_, time) => take(time)).filter(Boolean).length;

test('after 60 handshakes in a row, one address is refused and another is still accepted', () => {
  const now = Date.now();
  expect(times(1_000, () => takeHandshake('one', '192.0.2.1', now))).toBe(60);
  expect(takeHandshake('one', '198.51.100.1', now)).toBe(true);
});

test('throttling the handshakes of one app does not throttle those of another', () => {
  const now = Date.now();
  times(1_000, () => takeHandshake('two', '192.0.2.1', now));
  expect(times(10, () => takeHandshake('two of somebody else', '192.0.2.1', now))).toBe(10);
});

test('an address whose handshakes somebody else used up is accepted again one second later', () => {
  const now = Date.now();
  expect(times(1_000, () => takeHandshake('three', '198.51.100.1', now))).toBe(60);
  expect(takeHandshake('three', '198.51.100.1', now)).toBe(false);
  expect(takeHandshake('three', '198.51.100.1', now + 1_000)).toBe(true);
});

test('a flood of handshakes from made-up addresses does not block an address that was known before', () => {
  const start = Date.now();
  expect(takeHandshake('four', '198.51.100.1', start)).toBe(true);
  // Two hours later, as a network asks again.
  const now = start + 2 * HOUR_MS;
  const taken = times(20_000, (time) => takeHandshake('four', `made up ${time}`, now));
  expect(taken).toBeLessThan(3_000);
  expect(takeHandshake('four', 'made up anew', now)).toBe(false);
  expect(takeHandshake('four', '198.51.100.1', now)).toBe(true);
});

test('the day after a flood of handshakes, every address has its full share again', () => {
  const now = Date.now();
  times(20_000, (time) => takeHandshake('five', `made up ${time}`, now));
  expect(takeHandshake('five', '198.51.100.1', now)).toBe(false);
  const later = now + 25 * HOUR_MS;
  expect(times(60, () => takeHandshake('five', '198.51.100.1', later))).toBe(60);
  expect(times(10, () => takeHandshake('five', '198.51.100.2', later))).toBe(10);
});
