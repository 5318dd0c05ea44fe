import type { AppSettings, WebhookAnswer, WebhookRequest } from '../../contract.ts';
import { hmac, isSame } from '../hmac.ts';

/**
 * Answers Meta's question whether the address is ours ("Graph API, Webhooks, Getting started"): the app's webhook
 * secret is its verify token. Null when the request is no such question.
 */
export function answerChallenge(
  request: WebhookRequest,
  app: Pick<AppSettings, 'webhookSecret'>,
): WebhookAnswer | null {
  if (request.method !== 'GET' || request.query['hub.mode'] !== 'subscribe') return null;
  const challenge = request.query['hub.challenge'] ?? '';
  const isOurs = Boolean(app.webhookSecret) && isSame(request.query['hub.verify_token'] ?? '', app.webhookSecret ?? '');
  return isOurs
    ? { status: 200, contentType: 'text/plain; charset=utf-8', body: challenge }
    : { status: 403, contentType: 'text/plain; charset=utf-8', body: 'Forbidden' };
}

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
