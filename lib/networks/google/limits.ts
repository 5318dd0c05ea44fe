import type { RateLimit, ReplyCapability } from '../contract.ts';

const MINUTE = { ms: 60_000 } as const;

/**
 * Queries a minute for the whole project. Source: Business Profile APIs, "Usage limits". The table does not list the
 * review service: 300 is commonly reported for it, UNVERIFIED.
 */
export const rateLimits = {
  reviews: { scope: 'app', max: 300, window: MINUTE, reserve: 0.2 },
  accounts: { scope: 'app', max: 300, window: MINUTE },
  locations: { scope: 'app', max: 300, window: MINUTE },
  notifications: { scope: 'app', max: 300, window: MINUTE },
  /** Changes to one profile. Whether answers count as changes is not documented; here they do. */
  edits: { scope: 'channel', max: 10, window: MINUTE, reserve: 0 },
} as const satisfies Record<string, RateLimit>;
export type RateLimitName = keyof typeof rateLimits;

/** Source: Business Profile APIs, ReviewReply.comment. Bytes of UTF-8, not characters. */
export const replyCapability: ReplyCapability = { maxLength: 4_096, count: 'bytes' };

export const pageSizes = { reviews: 50, accounts: 20, locations: 100 } as const;
