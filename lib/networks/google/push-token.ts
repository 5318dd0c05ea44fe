import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet } from 'jose';
import { z } from 'zod';
import type { CallContext, WebhookRequest } from '../contract.ts';
import { callNetwork } from '../kit/call.ts';
import { errorOf } from './errors.ts';

/** "OpenID Connect, Validating an ID token": the keys, and the issuer in both spellings. */
const KEYS_URL = 'https://www.googleapis.com/oauth2/v3/certs';
const ISSUERS = ['https://accounts.google.com', 'accounts.google.com'];
/** The keys change every few days, and the next ones are published before they are used. */
const KEYS_LIVE_MS = 3_600_000;
/** An unknown key is looked up at most this often: anyone who knows the address can name one. */
const LOOK_AGAIN_MS = 60_000;

const keySet = z.looseObject({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.string() })) });
type Keys = { set: JSONWebKeySet; readAt: number };
const known = new Map<string, Keys>();

/**
 * Whether the signed token of a push is of Google, for this audience and from this service account. Where the operator has set
 * neither, a push without a token is taken: the word in its address is then the only proof.
 * Source: Cloud Pub/Sub, "Authentication for push subscriptions".
 * @throws NetworkError when Google's keys cannot be read now
 */
export async function isTokenRight(
  { headers }: Pick<WebhookRequest, 'headers'>,
  context: CallContext,
): Promise<boolean> {
  const { push_audience: audience, push_account: account } = context.app.options;
  const token = /^Bearer (\S+)$/i.exec(headers['authorization'] ?? '')?.[1];
  if (!token) return !audience && !account;
  const now = context.now();
  const check = async (keys: Keys): Promise<boolean> => {
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys.set), {
      issuer: ISSUERS,
      algorithms: ['RS256'],
      requiredClaims: ['exp', 'aud'],
      currentDate: now,
      ...(audience ? { audience } : {}),
    });
    return !account || (payload['email'] === account && payload['email_verified'] === true);
  };
  try {
    const keys = await readKeys(context, KEYS_LIVE_MS);
    try {
      return await check(keys);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      return await check(await readKeys(context, LOOK_AGAIN_MS));
    }
  } catch (error) {
    if (error instanceof errors.JOSEError) return false;
    throw error;
  }
}

async function readKeys(context: CallContext, atMostMs: number): Promise<Keys> {
  const at = context.app.baseUrl ?? '';
  const held = known.get(at);
  const now = context.now().getTime();
  if (held && now - held.readAt < atMostMs) return held;
  const set = await callNetwork(context, { name: 'GET certs', url: KEYS_URL, schema: keySet }, { errorOf });
  const keys = { set, readAt: now };
  known.set(at, keys);
  return keys;
}
