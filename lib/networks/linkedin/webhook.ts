import type { WebhookHandler } from '../contract.ts';
import { hmac, isSame } from '../kit/hmac.ts';
import { parseLossless } from '../kit/lossless-json.ts';
import type { LinkedInCredentials } from './credentials.ts';
import { events, subscribe } from './subscribe.ts';
import { eventsOf } from './notifications.ts';
import { delivery as deliverySchema, type Notification } from './wire.ts';

/** A failed push is repeated every 5 minutes. */
const LATE_MS = 10 * 60_000;

/** "Organization social action notifications", "Webhook validation". Both use the app's secret. */
export const webhook: WebhookHandler<LinkedInCredentials> = {
  pushDelays: { comment: LATE_MS, mention: LATE_MS },
  handshake: {
    shape: 'uuid',
    readChallenge: ({ challengeCode }) => challengeCode,
    respond: (challengeCode, { clientSecret }) =>
      clientSecret ? { json: { challengeCode, challengeResponse: hmac(clientSecret, challengeCode) } } : null,
  },
  // The signature has no time, and a push may be 8 hours late: a repeated one changes nothing.
  verify: ({ headers, body }, { clientSecret }) => {
    const given = headers['x-li-signature'];
    if (!given || !clientSecret) return 'forged';
    const signed = Buffer.concat([Buffer.from('hmacsha256='), body]);
    return isSame(given, hmac(clientSecret, signed)) ? 'genuine' : 'forged';
  },
  readAccountIds: ({ body }) => [...new Set(read(body).map(({ organizationalEntity }) => organizationalEntity))],
  // An event arrives once for each member who subscribed, so each comment is read only once.
  parse: (channel, { body }) =>
    eventsOf(
      channel,
      read(body).filter(({ organizationalEntity }) => organizationalEntity === channel.account.externalId),
    ),
  events,
  subscribe,
};

function read(body: string): Notification[] {
  return deliverySchema.parse(parseLossless(body)).notifications;
}
