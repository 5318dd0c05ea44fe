import type { WebhookHandshake, WebhookRequest } from '../../contract.ts';
import { hmac, isSame } from '../hmac.ts';

/**
 * Meta's check that the address is ours ("Graph API, Webhooks, Getting started"). The app's webhook secret is its
 * verify token. The challenge, as far as documented a number, is sent back unchanged.
 */
export const metaHandshake: WebhookHandshake = {
  shape: 'token',
  readChallenge: (query) => (query['hub.mode'] === 'subscribe' ? (query['hub.challenge'] ?? '') : undefined),
  isTokenValid: (query, { webhookSecret }) =>
    Boolean(webhookSecret) && isSame(query['hub.verify_token'] ?? '', webhookSecret ?? ''),
  respond: (challenge) => ({ text: challenge }),
};

/**
 * Whether `X-Hub-Signature-256` matches the exact bytes under one of the secrets; without a secret nothing is
 * genuine. The signature has no time, so nothing is ever stale: duplicates are recognised by their ids.
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
