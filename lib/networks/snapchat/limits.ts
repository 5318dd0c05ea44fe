import type { Allowance } from '../contract.ts';

/** "Rate limits" of the Marketing API, on average. No header tells what is left. */
export const allowances = {
  app_second: { scope: 'app', max: 20, window: { ms: 1_000 } },
  token_second: { scope: 'channel', max: 10, window: { ms: 1_000 } },
} as const satisfies Readonly<Record<string, Allowance>>;

/** What a call takes of which allowance. */
export const costs = { app_second: 1, token_second: 1 } as const;
