import { createHmac } from 'node:crypto';
import type { WebhookRequest } from '#lib/networks/contract.ts';

/** JSON as the network sends it to webhooks: characters outside ASCII as `\uXXXX`, slashes escaped. */
export function metaJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A signed delivery. */
export function signedDelivery(appSecret: string, payload: unknown): WebhookRequest {
  const body = Buffer.from(metaJson(payload), 'utf8');
  const mac = (algorithm: string) => createHmac(algorithm, appSecret).update(body).digest('hex');
  return {
    method: 'POST',
    query: {},
    headers: {
      'content-type': 'application/json',
      'user-agent': 'facebookplatform/1.0 (+http://developers.facebook.com)',
      'x-hub-signature': `sha1=${mac('sha1')}`,
      'x-hub-signature-256': `sha256=${mac('sha256')}`,
    },
    body,
  };
}

/** The network's check that an address belongs to the operator. */
export function challenge(verifyToken: string): {
  request: WebhookRequest;
  isAnswered: (answer: { status: number; body: string }) => boolean;
} {
  const asked = '1158201444';
  return {
    request: {
      method: 'GET',
      query: { 'hub.mode': 'subscribe', 'hub.challenge': asked, 'hub.verify_token': verifyToken },
      headers: {},
      body: new Uint8Array(),
    },
    isAnswered: ({ status, body }) => status === 200 && body === asked,
  };
}

/** `signed_request` of the data-deletion callback. UNVERIFIED, like the code that reads it. */
export function signedRequest(appSecret: string, payload: Record<string, unknown>): string {
  const encoded = Buffer.from(JSON.stringify({ algorithm: 'HMAC-SHA256', ...payload })).toString('base64url');
  return `${createHmac('sha256', appSecret).update(encoded).digest('base64url')}.${encoded}`;
}

/** Whether a call's `appsecret_proof` belongs to its token. */
export function isProven(appSecret: string, token: string, proof: string | null): boolean {
  return proof === createHmac('sha256', appSecret).update(token).digest('hex');
}
