import { z } from 'zod';
import type { AppSettings, CallContext } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import { addressAt, withQuery } from '../address.ts';
import { type Answer, callNetwork, type Dialect } from '../call.ts';
import type { GoogleCredentials } from './credentials.ts';

/** Google Identity, "Using OAuth 2.0 for Web Server Applications". */
const addresses = {
  authorize: 'https://accounts.google.com/o/oauth2/v2/auth',
  token: 'https://oauth2.googleapis.com/token',
} as const;

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().optional(),
  expires_in: z.number().optional(),
  scope: z.string().optional(),
});

/** Where a member grants access. Without `prompt=consent`, Google gives a refresh token only on the first grant. */
export function googleAuthorizeUrl(
  scopes: readonly string[],
  given: { app: AppSettings; redirectUri: string; state: string; codeChallenge: string },
): string {
  const url = withQuery(addresses.authorize, {
    client_id: clientOf(given.app).client_id,
    redirect_uri: given.redirectUri,
    response_type: 'code',
    scope: scopes.join(' '),
    access_type: 'offline',
    prompt: 'consent',
    include_granted_scopes: true,
    state: given.state,
    code_challenge: given.codeChallenge,
    code_challenge_method: 'S256',
  });
  return addressAt(given.app, url).href;
}

/**
 * Exchanges the code for tokens.
 * @param scopes the member must have granted all of them
 * @throws NetworkError `refused` `missing_permission` when one was not granted
 */
export async function exchangeGoogleCode(
  scopes: readonly string[],
  { params, redirectUri, codeVerifier }: { params: Record<string, string>; redirectUri: string; codeVerifier: string },
  context: CallContext,
): Promise<GoogleCredentials> {
  const answer = await askForToken(context, exchangeDialect, {
    grant_type: 'authorization_code',
    code: params.code,
    redirect_uri: redirectUri,
    code_verifier: codeVerifier,
  });
  const granted = answer.scope?.split(' ');
  const missing = granted && scopes.filter((scope) => !granted.includes(scope));
  if (missing?.length) throw new NetworkError('refused', 'missing_permission', { detail: missing.join(' ') });
  return credentialsOf(answer, context.now());
}

/**
 * Gets a new access token. Only `invalid_grant` says that the permission has ended (RFC 6749, 5.2); all other errors
 * may be temporary.
 * @throws NetworkError `unauthorized` when the permission has ended; `unavailable` when nobody can tell now
 */
export async function refreshGoogle<Credentials extends GoogleCredentials>(
  credentials: Credentials,
  context: CallContext,
): Promise<Credentials> {
  const { refreshToken } = credentials;
  if (!refreshToken) throw new NetworkError('unauthorized', 'bad_credentials', { detail: 'no refresh token' });
  const answer = await askForToken(context, refreshDialect, {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
  });
  return {
    ...credentials,
    ...credentialsOf(answer, context.now()),
    refreshToken: answer.refresh_token ?? refreshToken,
  };
}

/**
 * Checks the app's id and secret with an invalid refresh token: for an app that it knows, Google complains about the
 * token.
 * @throws NetworkError `refused` `app_not_set_up`
 */
export async function testGoogleApp(context: CallContext): Promise<void> {
  try {
    await askForToken(context, refreshDialect, { grant_type: 'refresh_token', refresh_token: 'none' });
  } catch (error) {
    if (!(error instanceof NetworkError) || error.kind !== 'unauthorized') {
      const isApp = error instanceof NetworkError && error.reason === 'app_not_set_up';
      throw isApp ? new NetworkError('refused', 'app_not_set_up', { detail: error.message }) : error;
    }
  }
}

/** Credentials from tokens that were obtained elsewhere. @throws NetworkError `unauthorized` without any */
export async function googleCredentialsFrom(
  input: Record<string, string>,
  context: CallContext,
): Promise<GoogleCredentials> {
  const { accessToken = '', refreshToken, expiresAt = '' } = input;
  const at = Date.parse(expiresAt);
  if (accessToken) {
    return {
      accessToken,
      ...(refreshToken ? { refreshToken } : {}),
      ...(Number.isNaN(at) ? {} : { expiresAt: at }),
    };
  }
  return await refreshGoogle({ accessToken, ...(refreshToken ? { refreshToken } : {}) }, context);
}

function askForToken(context: CallContext, dialect: Dialect, form: Record<string, string | undefined>) {
  return callNetwork(
    context,
    {
      name: `POST token (${form.grant_type})`,
      method: 'POST',
      url: addresses.token,
      body: { form: { ...form, ...clientOf(context.app) } },
      // Safe to repeat: a code or refresh token that was used already is refused the second time.
      writes: false,
      schema: tokenAnswer,
    },
    dialect,
  );
}

function clientOf({ clientId, clientSecret }: AppSettings): { client_id: string; client_secret?: string } {
  if (!clientId) throw new NetworkError('refused', 'app_not_set_up', { detail: 'no client id' });
  return { client_id: clientId, ...(clientSecret ? { client_secret: clientSecret } : {}) };
}

function credentialsOf(answer: z.infer<typeof tokenAnswer>, now: Date): GoogleCredentials {
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds, scope } = answer;
  return {
    accessToken,
    ...(refreshToken ? { refreshToken } : {}),
    ...(seconds === undefined ? {} : { expiresAt: now.getTime() + seconds * 1000 }),
    ...(scope === undefined ? {} : { scope }),
  };
}

const oauthError = z.object({ error: z.string(), error_description: z.string().optional() });
const PAUSE_MS = 60_000;

const exchangeDialect: Dialect = { errorOf: (answer, { now }) => tokenErrorOf(answer, now, 'refused') };
const refreshDialect: Dialect = { errorOf: (answer, { now }) => tokenErrorOf(answer, now, 'unavailable') };

/** @param otherwise the meaning of a refusal that is not about the grant */
function tokenErrorOf(answer: Answer, now: Date, otherwise: 'refused' | 'unavailable'): NetworkError | null {
  if (answer.status >= 200 && answer.status < 300) return null;
  const said = oauthError.safeParse(answer.json).data;
  const detail = [answer.status, said?.error, said?.error_description].filter(Boolean).join(' ');
  if (said?.error === 'invalid_grant') return new NetworkError('unauthorized', 'bad_credentials', { detail });
  if (answer.status === 429) {
    return new NetworkError('rate_limited', 'rate_limited', { detail, retryAt: new Date(now.getTime() + PAUSE_MS) });
  }
  if (answer.status >= 500 || !said) return new NetworkError('unavailable', 'unreachable', { detail });
  const isApp = said.error === 'invalid_client' || said.error === 'unauthorized_client';
  return new NetworkError(otherwise, isApp ? 'app_not_set_up' : 'rejected', { detail });
}
