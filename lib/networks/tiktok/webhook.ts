import type { WebhookHandler } from '../contract.ts';
import type { TikTokCredentials } from './credentials.ts';
import { readAccountIds, parse } from './webhook/parse.ts';
import { subscribe } from './webhook/subscribe.ts';
import { verify } from './webhook/verify.ts';

const MINUTE_MS = 60_000;

export const webhook: WebhookHandler<TikTokCredentials> = {
  // Comments come within five minutes, mentions two to three hours late. For messages no delay is published.
  pushDelays: { comment: 5 * MINUTE_MS, message: 5 * MINUTE_MS, mention: 180 * MINUTE_MS },
  // The network asks no question: it wants https and an answer 200.
  verify,
  readAccountIds,
  parse,
  subscribe,
};
