import type { AppSettings, WebhookAnswer, WebhookDoor, WebhookRequest } from '../contract.ts';
import { hmac, isSame } from '../kit/hmac.ts';
import type { XCredentials } from './credentials.ts';
import { accountsOf, parse } from './webhook/parse.ts';
import { subscribe } from './webhook/subscribe.ts';

const SIGNATURE = 'x-twitter-webhooks-signature';

/**
 * Source: docs.x.com/x-api/webhooks. The key of both the challenge and the signatures is the app's consumer secret
 * ("API key secret"), which the operator sets as the webhook's.
 */
export const webhook: WebhookDoor<XCredentials> = {
  // The only kind that is pushed whole: nested replies, and names that stand before a reply alone, are not, so that a
  // poll which finds such a comment or mention has found no loss.
  pushes: { message: 60_000 },
  handshake,
  verify,
  accountsOf,
  parse,
  subscribe,
};

function handshake({ method, query }: WebhookRequest, { webhookSecret }: AppSettings): WebhookAnswer | null {
  if (method !== 'GET' || !query.crc_token || !webhookSecret) return null;
  return {
    status: 200,
    contentType: 'application/json',
    body: JSON.stringify({ response_token: signatureOf(query.crc_token, webhookSecret) }),
  };
}

/** A signature carries no time: a repeated delivery tells what is held already. */
function verify({ headers, body }: WebhookRequest, { webhookSecret }: AppSettings): 'genuine' | 'forged' {
  const given = headers[SIGNATURE];
  if (!given || !webhookSecret) return 'forged';
  return isSame(given, signatureOf(body, webhookSecret)) ? 'genuine' : 'forged';
}

function signatureOf(message: string | Uint8Array, secret: string): string {
  return `sha256=${hmac(secret, message, 'base64')}`;
}
