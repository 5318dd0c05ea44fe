import type { AppSettings, WebhookHandler, WebhookRequest } from '../contract.ts';
import { hmac, isSame } from '../kit/hmac.ts';
import type { XCredentials } from './credentials.ts';
import { readAccountIds, parse } from './webhook/parse.ts';
import { subscribe } from './webhook/subscribe.ts';

const SIGNATURE = 'x-twitter-webhooks-signature';

/**
 * Source: docs.x.com/x-api/webhooks. The key of both the challenge and the signatures is the app's consumer secret
 * ("API key secret"), which the operator sets as the webhook's.
 */
export const webhook: WebhookHandler<XCredentials> = {
  // The only kind that is pushed whole: nested replies, and names that stand before a reply alone, are not, so that a
  // poll which finds such a comment or mention has found no loss.
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
  subscribe,
};

/** A signature carries no time: a repeated delivery tells what is held already. */
function verify({ headers, body }: WebhookRequest, { webhookSecret }: AppSettings): 'genuine' | 'forged' {
  const given = headers[SIGNATURE];
  if (!given || !webhookSecret) return 'forged';
  return isSame(given, signatureOf(body, webhookSecret)) ? 'genuine' : 'forged';
}

function signatureOf(message: string | Uint8Array, secret: string): string {
  return `sha256=${hmac(secret, message, 'base64')}`;
}
