import * as openid from 'openid-client';
import { publicLink } from '#lib/mail/public-link.ts';
import { Refusal } from '#lib/refusal.ts';
import { emailAddress, NAME_LIMIT } from '../types.ts';
import type { Attempt } from './attempt.ts';
import { CALLBACK_PATH } from './begin-single-sign-on.ts';
import { readConfiguration, readProvider } from './provider.ts';
import { toRefusal } from './to-refusal.ts';

/** Whom the provider vouches for. */
export type Identity = { issuer: string; subject: string; email: string; name: string };

/**
 * Redeems the code that a person came back with, and reads whose it is. State, nonce, issuer, audience, signature and
 * the proof of the code (PKCE) are checked by `openid-client`.
 * @param query the query of the address that she came back to
 * @throws Refusal `single_sign_on_failed`, `provider_unavailable`; `email_not_verified`
 */
export async function askProvider(attempt: Attempt, query: string): Promise<Identity> {
  const provider = readProvider();
  if (!provider) throw new Refusal('not_offered');
  // Never the address that the request claims: the redirect address is made of it.
  const url = new URL(publicLink(CALLBACK_PATH));
  url.search = query;
  try {
    const configuration = await readConfiguration(provider);
    const tokens = await openid.authorizationCodeGrant(configuration, url, {
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      pkceCodeVerifier: attempt.codeVerifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) throw new Refusal('single_sign_on_failed');
    // Many providers keep the address out of the token and answer it when asked for it.
    const more =
      claims.email === undefined ? await openid.fetchUserInfo(configuration, tokens.access_token, claims.sub) : claims;
    return { issuer: provider.issuer, subject: claims.sub, email: verifiedEmail(more), name: nameOf(more) };
  } catch (error) {
    throw toRefusal(error);
  }
}

type Claims = Readonly<Record<string, unknown>>;

/** In lower case some letters outside of ASCII become others inside it: such an address is taken for nobody's. */
function verifiedEmail({ email, email_verified: isVerified }: Claims): string {
  const isAscii = typeof email === 'string' && /^[\x21-\x7e]+$/.test(email);
  const parsed = emailAddress.safeParse(email);
  if (isVerified !== true || !isAscii || !parsed.success) throw new Refusal('email_not_verified');
  return parsed.data;
}

const nameOf = ({ name }: Claims): string => (typeof name === 'string' ? name.trim().slice(0, NAME_LIMIT).trim() : '');
