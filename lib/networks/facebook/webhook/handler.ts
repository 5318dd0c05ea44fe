import type { ItemKind, WebhookHandler } from '../../contract.ts';
import { checkSignature, metaHandshake } from '../../kit/meta/webhook-handler.ts';
import { entryIds } from '../../kit/meta/webhook-wire.ts';
import type { FacebookCredentials } from '../credentials.ts';
import { parse } from './parse.ts';
import { events, subscribe } from './subscribe.ts';

const MINUTE_MS = 60_000;

/** The network promises no delay. It repeats failed deliveries for 36 hours. */
const pushDelays = {
  comment: 5 * MINUTE_MS,
  mention: 5 * MINUTE_MS,
  message: 5 * MINUTE_MS,
  review: 5 * MINUTE_MS,
} as const satisfies Partial<Record<ItemKind, number>>;

export const webhook: WebhookHandler<FacebookCredentials> = {
  pushDelays,
  handshake: metaHandshake,
  verify: (request, app) => checkSignature(request, [app.clientSecret]),
  readAccountIds: ({ body }) => entryIds(body),
  parse,
  events,
  subscribe,
};
