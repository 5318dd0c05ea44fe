import type { RateLimit } from '../contract.ts';
import { USAGE_RESERVE } from '../kit/meta/usage.ts';

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;

export const limits = {
  /** UNVERIFIED: no official page states a comment's length. */
  comment: { characters: 8_000 },
  message: { characters: 2_000 },
  /** 8 MB is what the network recommends; UNVERIFIED for comments. */
  image: { maxBytes: 8_000_000, types: ['image/jpeg', 'image/png', 'image/gif'] },
} as const;

/**
 * "Graph API, Rate limits": the quotas grow with the people who are engaged, which nobody outside knows: what is used
 * is told in the headers of each answer. Of the Send API's own limits those of text are counted.
 */
export const rateLimits = {
  app: { scope: 'app', window: { ms: HOUR_MS }, reserve: USAGE_RESERVE },
  page: { scope: 'channel', window: { ms: 24 * HOUR_MS }, reserve: USAGE_RESERVE },
  messenger: { scope: 'channel', window: { ms: 24 * HOUR_MS }, reserve: USAGE_RESERVE },
  sends: { scope: 'channel', max: 300, window: { ms: SECOND_MS } },
  /** UNVERIFIED for Pages: published for Instagram. */
  privateReplies: { scope: 'channel', max: 750, window: { ms: HOUR_MS } },
} as const satisfies Record<string, RateLimit>;

/** What calls take. */
export const costs = {
  ofApp: { app: 1 },
  ofPage: { app: 1, page: 1 },
  ofMessages: { app: 1, messenger: 1 },
  ofSend: { app: 1, messenger: 1, sends: 1 },
  ofPrivateReply: { app: 1, messenger: 1, sends: 1, privateReplies: 1 },
} as const satisfies Record<string, Partial<Record<keyof typeof rateLimits, number>>>;
