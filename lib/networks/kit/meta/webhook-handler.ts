import type { WebhookHandshake, WebhookRequest } from '../../contract.ts';
import { hmac, isSame } from '../hmac.ts';

/**
 * Meta's question whether the address is ours ("Graph API, Webhooks, Getting started"): the app's webhook secret is its
 * verify token, and the challenge, a number as far as is documented, goes back as it came.
 */
export const metaHandshake: WebhookHandshake = {
  shape: 'token',
  readChallenge: (query) => (query['hub.mode'] === 'subscribe' ? (query['hub.challenge'] ?? '') : undefined),
  isTokenValid: (query, { webhookSecret }) =>
    Boolean(webhookSecret) && isSame(query['hub.verify_token'] ?? '', webhookSecret ?? ''),
  respond: (challenge) => ({ text: challenge }),
};

/**
 * Whether `X-Hub-Signature-256` fits the very bytes under one of the secrets; without a secret nothing is genuine.
 * The signature holds no time, so nothing is ever stale: what comes twice is told apart by its ids.
 */
export function checkSignature(
  request: WebhookRequest,
  secrets: readonly (string | undefined)[],
): 'genuine' | 'forged' {
  const given = request.headers['x-hub-signature-256'] ?? '';
  const isGenuine = secrets.some((secret) => secret && isSame(given, signatureOf(secret, request.body)));
  return isGenuine ? 'genuine' : 'forged';
}

/** The header's value for a body. */
export function signatureOf(secret: string, body: Uint8Array): string {
  return `sha256=${hmac(secret, body)}`;
}
