import type { RateLimit, TextWeights } from '../contract.ts';

const QUARTER = { ms: 15 * 60_000 };
const DAY = { ms: 24 * 3_600_000 };

/**
 * Source: docs.x.com/fundamentals/rate-limits. Limits without `max` are in no published table; the headers give them.
 */
export const rateLimits = {
  mentions: { scope: 'channel', max: 300, window: QUARTER },
  mentionsApp: { scope: 'app', max: 450, window: QUARTER },
  search: { scope: 'channel', max: 300, window: QUARTER },
  searchApp: { scope: 'app', max: 450, window: QUARTER },
  quotes: { scope: 'channel', max: 75, window: QUARTER },
  quotesApp: { scope: 'app', max: 75, window: QUARTER },
  me: { scope: 'channel', max: 75, window: QUARTER },
  ownPosts: { scope: 'channel', window: QUARTER },
  lookup: { scope: 'channel', window: QUARTER },
  users: { scope: 'channel', window: QUARTER },
  likedPosts: { scope: 'channel', window: QUARTER },
  post: { scope: 'channel', max: 100, window: QUARTER },
  postDay: { scope: 'app', max: 10_000, window: DAY },
  deletePost: { scope: 'channel', max: 50, window: QUARTER },
  hide: { scope: 'channel', max: 50, window: QUARTER },
  like: { scope: 'channel', max: 50, window: QUARTER },
  likeDay: { scope: 'channel', max: 1_000, window: DAY },
  mute: { scope: 'channel', max: 50, window: QUARTER },
  readMessages: { scope: 'channel', max: 15, window: QUARTER },
  sendMessage: { scope: 'channel', max: 15, window: QUARTER },
  sendMessageDay: { scope: 'channel', max: 1_440, window: DAY },
  sendMessageAppDay: { scope: 'app', max: 1_440, window: DAY },
  blockMessages: { scope: 'channel', max: 10, window: QUARTER },
  blockMessagesDay: { scope: 'channel', max: 400, window: DAY },
  media: { scope: 'channel', window: QUARTER },
  webhooks: { scope: 'app', max: 450, window: QUARTER },
  subscriptions: { scope: 'app', max: 500, window: QUARTER },
} as const satisfies Record<string, RateLimit>;

export type RateLimitName = keyof typeof rateLimits;

/** The rate limits that a call of an endpoint counts for, by the headers that report them. */
type Endpoint = {
  /** `x-rate-limit-*` */
  window: RateLimitName;
  /** Counted too, but reported by no header. */
  shared?: RateLimitName;
  /** `x-user-limit-24hour-*` */
  userDay?: RateLimitName;
  /** `x-app-limit-24hour-*` */
  appDay?: RateLimitName;
};

export const endpoints = {
  mentions: { window: 'mentions', shared: 'mentionsApp' },
  search: { window: 'search', shared: 'searchApp' },
  quotes: { window: 'quotes', shared: 'quotesApp' },
  me: { window: 'me' },
  ownPosts: { window: 'ownPosts' },
  lookup: { window: 'lookup' },
  users: { window: 'users' },
  likedPosts: { window: 'likedPosts' },
  post: { window: 'post', appDay: 'postDay' },
  deletePost: { window: 'deletePost' },
  hide: { window: 'hide' },
  like: { window: 'like', userDay: 'likeDay' },
  mute: { window: 'mute' },
  readMessages: { window: 'readMessages' },
  sendMessage: { window: 'sendMessage', userDay: 'sendMessageDay', appDay: 'sendMessageAppDay' },
  blockMessages: { window: 'blockMessages', userDay: 'blockMessagesDay' },
  media: { window: 'media' },
  webhooks: { window: 'webhooks' },
  subscriptions: { window: 'subscriptions' },
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof endpoints;

/** What one call of an endpoint costs of each rate limit. */
export function costsOf(name: EndpointName): Record<string, number> {
  return Object.fromEntries(Object.values(endpoints[name]).map((rateLimit: RateLimitName) => [rateLimit, 1]));
}

/** Source: docs.x.com/fundamentals/counting-characters and docs.x.com/x-api/media. */
export const limits = {
  postLength: 280,
  /** UNVERIFIED: on no current page. The network refuses a longer one. */
  messageLength: 10_000,
  images: { max: 4, maxBytes: 5_000_000, types: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'] },
  altTextLength: 1_000,
  uploadChunkBytes: 1_000_000,
  idsPerLookup: 100,
  /** How far back recent search goes. */
  searchMs: 7 * 24 * 3_600_000,
  /** The published guide says 512; the schema would take 4,096. */
  queryLength: 512,
} as const;

/** Source: docs.x.com/fundamentals/counting-characters, and twitter-text's configuration v3. */
export const weights: TextWeights = {
  link: 23,
  emoji: 2,
  light: [
    [0, 4_351],
    [8_192, 8_205],
    [8_208, 8_223],
    [8_242, 8_247],
  ],
  other: 2,
};
