import * as openid from 'openid-client';
import { publicLink } from '#lib/mail/public-link.ts';
import { Refusal } from '#lib/refusal.ts';
import { ATTEMPT_MS, sealAttempt } from './attempt.ts';
import { readConfiguration, readProvider } from './provider.ts';
import { toRefusal } from './to-refusal.ts';

/** Where the provider sends people back to; registered there. */
export const CALLBACK_PATH = '/api/auth/oidc/callback';

/**
 * Sends a person to the provider: the address to go to, and what her browser has to keep until she is back. The state
 * ties the answer to this browser, the nonce to this question, and only the verifier redeems the code (PKCE).
 * @throws Refusal `not_offered`, `provider_unavailable`
 */
export async function beginSingleSignOn(
  { next, invitationToken }: { next: string; invitationToken: string | null },
  now = new Date(),
): Promise<{ url: string; attempt: string }> {
  const provider = readProvider();
  if (!provider) throw new Refusal('not_offered');
  const configuration = await readConfiguration(provider).catch((error: unknown) => {
    throw toRefusal(error);
  });
  const [state, nonce, codeVerifier] = [openid.randomState(), openid.randomNonce(), openid.randomPKCECodeVerifier()];
  const url = openid.buildAuthorizationUrl(configuration, {
    redirect_uri: publicLink(CALLBACK_PATH),
    scope: 'openid email profile',
    state,
    nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
  });
  const expiresAt = now.getTime() + ATTEMPT_MS;
  return {
    url: url.href,
    attempt: sealAttempt({ state, nonce, codeVerifier, next, invitationToken, expiresAt }),
  };
}
