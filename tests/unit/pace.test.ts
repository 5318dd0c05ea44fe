import { describe, expect, test } from 'vitest';
import { nextPace } from '#lib/channels/rate-limits/pace.ts';

const pace = { minMs: 5_000, maxMs: 300_000 };

describe('how soon a channel is read again', () => {
  test('at once at its liveliest when something came', () => {
    expect(nextPace(pace, 300_000, 1)).toBeLessThanOrEqual(5_250);
  });

  test('later and later while nothing comes, and never later than its slowest', () => {
    let everyMs = 5_000;
    const waits = Array.from({ length: 30 }, () => (everyMs = nextPace(pace, everyMs, 0)));
    expect(waits[1]).toBeGreaterThan(waits[0] ?? Infinity);
    expect(Math.max(...waits)).toBeLessThanOrEqual(315_000);
    expect(everyMs).toBeGreaterThan(280_000);
  });
});
