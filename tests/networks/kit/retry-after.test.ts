import { expect, test } from 'vitest';
import { retryAfter } from '#lib/http/retry-after.ts';

const now = new Date('2026-11-21T10:00:00Z');

test.each([
  ['30', '2026-11-21T10:00:30.000Z'],
  ['Sat, 21 Nov 2026 10:05:00 GMT', '2026-11-21T10:05:00.000Z'],
  // A moment that is now or past must not make a caller repeat the call in a loop.
  ['0', '2026-11-21T10:00:01.000Z'],
  ['-5', '2026-11-21T10:00:01.000Z'],
  ['Sat, 21 Nov 2026 09:00:00 GMT', '2026-11-21T10:00:01.000Z'],
])('a Retry-After header of "%s" means to wait until %s', (header, until) => {
  expect(retryAfter({ 'retry-after': header }, now)?.toISOString()).toBe(until);
});

test.each([[undefined], [''], [' '], ['soon']])('a Retry-After header of "%s" says nothing', (header) => {
  expect(retryAfter({ 'retry-after': header }, now)).toBeNull();
});
