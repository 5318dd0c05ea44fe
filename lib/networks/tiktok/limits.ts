import type { RateLimit, AppSettings } from '../contract.ts';

/** Every endpoint that is called, without the base and the slash at its end: each has its own quota ("Rate limits"). */
export const endpoints = [
  'business/get',
  'business/video/list',
  'business/comment/list',
  'business/comment/reply/list',
  'business/comment/reply/create',
  'business/comment/hide',
  'business/comment/like',
  'business/comment/delete',
  'business/comment/image/upload',
  'business/mention/video/list',
  'business/mention/video/get',
  'business/mention/comment/list',
  'business/mention/comment/get',
  'business/message/conversation/list',
  'business/message/content/list',
  'business/message/send',
  'business/message/media/upload',
  'business/message/media/download',
  'business/message/direct_reply/update',
  'business/webhook/list',
  'business/webhook/update',
  'comment/list',
  'comment/post',
  'comment/delete',
  'comment/status/update',
] as const;
export type Endpoint = (typeof endpoints)[number];

/** The default tier of an app, for each endpoint, and the limit for one account. */
const spans = {
  second: { scope: 'app', max: 10, window: { ms: 1_000 } },
  minute: { scope: 'app', max: 600, window: { ms: 60_000 } },
  day: { scope: 'app', max: 864_000, window: { untilMidnightIn: 'UTC' } },
  account: { scope: 'channel', max: 40, window: { ms: 60_000 } },
} as const satisfies Record<string, RateLimit>;
export type Span = keyof typeof spans;

export function allowanceOf(endpoint: Endpoint, span: Span): string {
  return `${endpoint}:${span}`;
}

const spanNames = Object.keys(spans) as Span[]; // the keys of a literal are what its type says

export const rateLimits: Readonly<Record<string, RateLimit>> = Object.fromEntries(
  endpoints.flatMap((endpoint) => spanNames.map((span) => [allowanceOf(endpoint, span), spans[span]])),
);

/** What a call costs: one of each period's limit. */
export function costsOf(endpoint: Endpoint): Record<string, number> {
  return Object.fromEntries(spanNames.map((span) => [allowanceOf(endpoint, span), 1]));
}

const MEGABYTE = 1_000_000;
const imageTypes = ['image/jpeg', 'image/png'] as const;

export const sizes = {
  /** The portal's pages disagree (150 or 1,200): the lower one is used unless the operator sets the other. */
  comment: 150,
  message: 6_000,
  commentImage: { max: 1, maxBytes: 5 * MEGABYTE, types: imageTypes, minSide: 360, maxSide: 1920 },
  messageImage: { max: 1, maxBytes: 3 * MEGABYTE, types: imageTypes },
} as const;

/** The most characters of a comment, as the operator has set it for the app. */
export function commentLength({ options }: AppSettings): number {
  return Number(options.comment_limit) || sizes.comment;
}

/** The most ids in one read of comments. */
export const COMMENT_IDS_MAX = 30;
export const BACKFILL_MS = 90 * 24 * 3_600_000;
