import { vi } from 'vitest';

/**
 * Waits until the assertion holds, for what comes in its own time: on a busy machine, or behind a transaction of
 * another test on the same server, that may be many seconds.
 */
export const eventually = <T>(assertion: () => T | Promise<T>, intervalMs = 20): Promise<T> =>
  vi.waitFor(assertion, { timeout: 20_000, interval: intervalMs });
