import { describe, expect, test } from 'vitest';
import { nextPace } from '#lib/channels/rate-limits/pace.ts';

const pace = { minMs: 5_000, maxMs: 300_000 };

describe('how often a channel is read', () => {
  test('a channel that just had news is read again at its fastest pace', () => {
    expect(nextPace(pace, 300_000, 1)).toBeLessThanOrEqual(5_250);
  });

  test('a channel without news is read less and less often, down to its slowest pace', () => {
    let everyMs = 5_000;
    const waits = Array.from({ length: 30 }, () => (everyMs = nextPace(pace, everyMs, 0)));
    expect(waits[1]).toBeGreaterThan(waits[0] ?? Infinity);
    expect(Math.max(...waits)).toBeLessThanOrEqual(315_000);
    expect(everyMs).toBeGreaterThan(280_000);
  });
});
