import type { ChannelChecks, ScheduledUse } from '../contract.ts';
import { plainRead } from '../kit/plain-read.ts';
import { SCOPES } from './auth.ts';
import type { PinterestCredentials } from './credentials.ts';
import { listPins } from './pull.ts';

export const checks: ChannelChecks<PinterestCredentials> = {
  scopes: {
    needed: () => SCOPES.split(',').map((scope) => ({ scope, kinds: [] })),
    granted: async ({ credentials }) => credentials.scope?.split(/[\s,]+/) ?? null,
  },
  reads: [plainRead('GET /pins', [], (channel) => listPins(channel))],
};

const DAY_MS = 24 * 3_600_000;

/** A pull is one call, and the comparison of counts another. */
export const schedule: readonly ScheduledUse[] = [
  {
    rateLimit: 'trial_day',
    perDay: (everyMs, { options }) => (options.access === 'standard' ? 0 : (2 * DAY_MS) / everyMs),
  },
];
