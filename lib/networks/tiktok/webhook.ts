import type { WebhookHandler } from '../contract.ts';
import type { TikTokCredentials } from './credentials.ts';
import { readAccountIds, parse } from './webhook/parse.ts';
import { events, subscribe } from './webhook/subscribe.ts';
import { verify } from './webhook/verify.ts';

const MINUTE_MS = 60_000;

export const webhook: WebhookHandler<TikTokCredentials> = {
  // Comments come within five minutes, mentions two to three hours late. No delay is documented for messages.
  pushDelays: { comment: 5 * MINUTE_MS, message: 5 * MINUTE_MS, mention: 180 * MINUTE_MS },
  // The network does not check the address: it only needs https and a 200.
  verify,
  readAccountIds,
  parse,
  events,
  subscribe,
};
