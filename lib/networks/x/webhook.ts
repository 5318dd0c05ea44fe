import type { AppSettings, WebhookHandler, WebhookRequest } from '../contract.ts';
import { hmac, isSame } from '../kit/hmac.ts';
import type { XCredentials } from './credentials.ts';
import { readAccountIds, parse } from './webhook/parse.ts';
import { events, subscribe } from './webhook/subscribe.ts';

const SIGNATURE = 'x-twitter-webhooks-signature';

/**
 * Source: docs.x.com/x-api/webhooks. Challenges and signatures use the app's consumer secret ("API key secret"),
 * which the operator sets as the webhook's secret.
 */
export const webhook: WebhookHandler<XCredentials> = {
  // Only this kind is pushed completely. Nested replies are not, and neither are mentions through the name at the
  // beginning of a reply, so a poll that finds such a comment or mention proves no loss.
  pushDelays: { message: 60_000 },
  handshake: {
    shape: 'token',
    readChallenge: ({ crc_token: token }) => token,
    respond: (token, { webhookSecret }) =>
      webhookSecret ? { json: { response_token: signatureOf(token, webhookSecret) } } : null,
  },
  verify,
  readAccountIds,
  parse,
  events,
  subscribe,
};

/** A signature has no time: a repeated delivery brings only what is stored already. */
function verify({ headers, body }: WebhookRequest, { webhookSecret }: AppSettings): 'genuine' | 'forged' {
  const given = headers[SIGNATURE];
  if (!given || !webhookSecret) return 'forged';
  return isSame(given, signatureOf(body, webhookSecret)) ? 'genuine' : 'forged';
}

function signatureOf(message: string | Uint8Array, secret: string): string {
  return `sha256=${hmac(secret, message, 'base64')}`;
}
