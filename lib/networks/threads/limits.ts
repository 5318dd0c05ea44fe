import type { RateLimit } from '../contract.ts';
import { USAGE_RESERVE } from '../kit/meta/usage.ts';

const DAY_MS = 24 * 3_600_000;

export const limits = {
  /** "Threads API, Posts". An emoji counts as many characters as it has bytes in UTF-8. */
  text: { characters: 500 },
  /** UNVERIFIED: the sizes come from older versions of the publishing guide. */
  images: { max: 20, maxBytes: 8_000_000, types: ['image/jpeg', 'image/png'] },
  page: 100,
} as const;

const emoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u200d|\ufe0f/u;

/** A text's length as the network counts it. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const char of text) length += emoji.test(char) ? Buffer.byteLength(char) : 1;
  return length;
}

/**
 * "Threads API, Overview, Rate limits": the quota of calls grows with impressions, and the headers say how much is
 * used. The other limits apply to any 24 hours.
 */
export const rateLimits = {
  app: { scope: 'app', window: { ms: 3_600_000 }, reserve: USAGE_RESERVE },
  calls: { scope: 'channel', window: { ms: DAY_MS }, reserve: USAGE_RESERVE },
  replies: { scope: 'channel', max: 1_000, window: { ms: DAY_MS } },
  deletions: { scope: 'channel', max: 100, window: { ms: DAY_MS } },
} as const satisfies Record<string, RateLimit>;

/** The cost of calls. */
export const costs = {
  call: { app: 1, calls: 1 },
  reply: { app: 1, calls: 1, replies: 1 },
  deletion: { app: 1, calls: 1, deletions: 1 },
} as const satisfies Record<string, Partial<Record<keyof typeof rateLimits, number>>>;
