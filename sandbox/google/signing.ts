import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** Of the operator's push subscription. */
export const AUDIENCE = 'https://inbox.example.test/api/webhooks/google';
export const ACCOUNT = 'business-push@parvis-demo.iam.gserviceaccount.com';
const LIFE_S = 3_600;
const KEY_ID = 'parvis-sandbox-1';

let made: KeyObject | undefined;
/** Made once, and only when something is signed: it takes a tenth of a second. */
const privateKey = () => (made ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);

/** The keys that Google publishes. */
export function publishedKeys(): { keys: object[] } {
  const key = createPublicKey(privateKey()).export({ format: 'jwk' });
  return { keys: [{ ...key, kid: KEY_ID, use: 'sig', alg: 'RS256' }] };
}

/** The token of a push ("Authentication for push subscriptions"). */
export function pushToken(now: Date, claims: Record<string, unknown> = {}): string {
  const seconds = Math.floor(now.getTime() / 1000);
  const payload = {
    aud: AUDIENCE,
    azp: '113774264463038321964',
    email: ACCOUNT,
    email_verified: true,
    exp: seconds + LIFE_S,
    iat: seconds,
    iss: 'https://accounts.google.com',
    sub: '113774264463038321964',
    ...claims,
  };
  const text = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${text({ alg: 'RS256', kid: KEY_ID, typ: 'JWT' })}.${text(payload)}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey()).toString('base64url')}`;
}
