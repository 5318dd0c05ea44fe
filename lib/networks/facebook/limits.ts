import type { RateLimit } from '../contract.ts';
import { USAGE_RESERVE } from '../kit/meta/usage.ts';

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;

export const limits = {
  /** UNVERIFIED: no official page states a comment's length. */
  comment: { characters: 8_000 },
  message: { characters: 2_000 },
  /** The network recommends 8 MB; UNVERIFIED for comments. */
  image: { maxBytes: 8_000_000, types: ['image/jpeg', 'image/png', 'image/gif'] },
} as const;

/**
 * "Graph API, Rate limits": quotas grow with the number of engaged people, which apps cannot know. Each answer's
 * headers say how much is used. Of the Send API's own limits, those for texts are counted.
 */
export const rateLimits = {
  app: { scope: 'app', window: { ms: HOUR_MS }, reserve: USAGE_RESERVE },
  page: { scope: 'channel', window: { ms: 24 * HOUR_MS }, reserve: USAGE_RESERVE },
  messenger: { scope: 'channel', window: { ms: 24 * HOUR_MS }, reserve: USAGE_RESERVE },
  sends: { scope: 'channel', max: 300, window: { ms: SECOND_MS } },
  /** UNVERIFIED for Pages: documented for Instagram. */
  privateReplies: { scope: 'channel', max: 750, window: { ms: HOUR_MS } },
} as const satisfies Record<string, RateLimit>;

/** The cost of calls. */
export const costs = {
  ofApp: { app: 1 },
  ofPage: { app: 1, page: 1 },
  ofMessages: { app: 1, messenger: 1 },
  ofSend: { app: 1, messenger: 1, sends: 1 },
  ofPrivateReply: { app: 1, messenger: 1, sends: 1, privateReplies: 1 },
} as const satisfies Record<string, Partial<Record<keyof typeof rateLimits, number>>>;
