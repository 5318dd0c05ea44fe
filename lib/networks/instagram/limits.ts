import type { RateLimit } from '../contract.ts';
import { USAGE_RESERVE } from '../kit/meta/usage.ts';

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;

export const limits = {
  /** UNVERIFIED: this is the limit of a caption; no official page gives that of a comment. */
  comment: { characters: 2_200 },
  /** "Instagram Messaging API, Send messages". */
  message: { bytes: 1_000 },
  image: { maxBytes: 8_000_000, types: ['image/jpeg', 'image/png', 'image/gif'] },
  /** For older messages of a conversation the network wrongly answers that they were deleted. */
  messagesOfConversation: 20,
  commentsOfPage: 50,
} as const;

/**
 * "Graph API, Rate limits": 4,800 calls a day for each person who saw the account, a number that apps cannot know.
 * Each answer's headers say how much is used. The other limits are published.
 */
export const rateLimits = {
  app: { scope: 'app', window: { ms: HOUR_MS }, reserve: USAGE_RESERVE },
  graph: { scope: 'channel', window: { ms: 24 * HOUR_MS }, reserve: USAGE_RESERVE },
  conversations: { scope: 'channel', max: 2, window: { ms: SECOND_MS }, reserve: 0 },
  sends: { scope: 'channel', max: 100, window: { ms: SECOND_MS } },
  privateReplies: { scope: 'channel', max: 750, window: { ms: HOUR_MS } },
} as const satisfies Record<string, RateLimit>;

/** The cost of calls. */
export const costs = {
  graph: { app: 1, graph: 1 },
  conversations: { app: 1, graph: 1, conversations: 1 },
  send: { app: 1, graph: 1, sends: 1 },
  privateReply: { app: 1, graph: 1, sends: 1, privateReplies: 1 },
} as const satisfies Record<string, Partial<Record<keyof typeof rateLimits, number>>>;
