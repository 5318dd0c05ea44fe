import type { ChannelChecks, ScheduledUse } from '../contract.ts';
import { plainRead } from '../kit/plain-read.ts';
import { readProfile, SCOPE } from './auth.ts';
import type { SnapchatCredentials } from './credentials.ts';

export const checks: ChannelChecks<SnapchatCredentials> = {
  scopes: {
    needed: () => [{ scope: SCOPE, kinds: [] }],
    granted: async ({ credentials }) => credentials.scope?.split(/[\s,]+/) ?? null,
  },
  reads: [plainRead('GET my_profile', [], (channel) => readProfile(channel))],
};

const DAY_MS = 24 * 3_600_000;

/** A pull is one call. */
export const schedule: readonly ScheduledUse[] = [{ rateLimit: 'token_second', perDay: (everyMs) => DAY_MS / everyMs }];
