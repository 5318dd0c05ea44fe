import type { RateLimit } from '../contract.ts';

/** "Rate limits" of the Marketing API, on average. No header says how much is left. */
export const rateLimits = {
  app_second: { scope: 'app', max: 20, window: { ms: 1_000 } },
  token_second: { scope: 'channel', max: 10, window: { ms: 1_000 } },
} as const satisfies Readonly<Record<string, RateLimit>>;

/** What a call costs of each rate limit. */
export const costs = { app_second: 1, token_second: 1 } as const;
