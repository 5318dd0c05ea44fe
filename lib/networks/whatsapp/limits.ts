import type { RateLimit } from '../contract.ts';
import { USAGE_RESERVE } from '../kit/meta/usage.ts';

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;

/** UNVERIFIED: general knowledge of the Cloud API, not read in the network's pages of 2026. */
export const limits = {
  text: { characters: 4_096 },
  caption: { characters: 1_024 },
  image: { maxBytes: 5_000_000, types: ['image/jpeg', 'image/png'] },
  templatesOfPage: 100,
  /** After error 131056: one message in about six seconds to the same person. */
  pairWaitMs: 6 * SECOND_MS,
} as const;

/**
 * 80 messages a second for a number ("Throughput"). How much is left of the calls that manage an account, each answer's
 * headers say.
 */
export const rateLimits = {
  app: { scope: 'app', window: { ms: HOUR_MS }, reserve: USAGE_RESERVE },
  management: { scope: 'channel', window: { ms: HOUR_MS }, reserve: USAGE_RESERVE },
  sends: { scope: 'channel', max: 80, window: { ms: SECOND_MS } },
} as const satisfies Record<string, RateLimit>;

/** The cost of calls. */
export const costs = {
  management: { app: 1, management: 1 },
  media: { app: 1 },
  send: { app: 1, sends: 1 },
} as const satisfies Record<string, Partial<Record<keyof typeof rateLimits, number>>>;
