import type { AppSettings, Connection, OAuthHandler, CallContext, Rights } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { addressAt, withQuery } from '../kit/address.ts';
import { callNetwork, type Dialect } from '../kit/call.ts';
import { API, callWithToken, callX } from './calls.ts';
import type { XChannel, XCredentials } from './credentials.ts';
import { errorOf } from './errors.ts';
import { avatarOf, profileUrl } from './posts/people.ts';
import { prices } from './prices.ts';
import { isEnterprise } from './tier.ts';
import { tokenAnswer, userAnswer, type User } from './wire.ts';

/** Source: docs.x.com/fundamentals/authentication/oauth-2-0. `like.read` is needed to check before a retry. */
const scopes = [
  'tweet.read',
  'tweet.write',
  'tweet.moderate.write',
  'users.read',
  'dm.read',
  'dm.write',
  'media.write',
  'mute.write',
  'offline.access',
];
const enterpriseScopes = ['like.read', 'like.write'];

/** The scopes that the account is asked for. */
export function scopesFor(app: AppSettings): string[] {
  return [...scopes, ...(isEnterprise(app) ? enterpriseScopes : [])];
}

const USER_FIELDS = 'id,name,username,profile_image_url';
/** Renewed before it expires, so that no call has to fail first. */
const REFRESH_AHEAD_MS = 10 * 60_000;

/** OAuth 2.0 with PKCE. The code is valid for 30 seconds. */
export const oauth: OAuthHandler<XCredentials> = {
  pkce: true,
  authorizeUrl: ({ app, redirectUri, state, codeChallenge }) =>
    withQuery(addressAt(app, 'https://x.com/i/oauth2/authorize'), {
      response_type: 'code',
      client_id: app.clientId,
      redirect_uri: redirectUri,
      scope: scopesFor(app).join(' '),
      state,
      code_challenge: codeChallenge,
      code_challenge_method: 'S256',
    }).href,
  exchange: async ({ params, redirectUri, codeVerifier }, context) => {
    const credentials = await askForToken(context, {
      grant_type: 'authorization_code',
      code: params.code,
      redirect_uri: redirectUri,
      code_verifier: codeVerifier,
    });
    return [await connectionOf(credentials, context)];
  },
};

/**
 * Connects with tokens obtained elsewhere. @throws NetworkError `unauthorized` also when they belong to another
 * account
 */
export async function connect(input: Record<string, string>, context: CallContext): Promise<Connection<XCredentials>> {
  const accessToken = (input.accessToken ?? '').trim();
  if (!accessToken) throw new NetworkError('unauthorized', 'bad_credentials');
  const expiresAt = input.expiresAt ? Date.parse(input.expiresAt) : Number.NaN;
  const refreshToken = (input.refreshToken ?? '').trim();
  const connection = await connectionOf(
    {
      accessToken,
      ...(refreshToken ? { refreshToken } : {}),
      ...(Number.isNaN(expiresAt) ? {} : { expiresAt }),
      ...(input.scope ? { scope: input.scope } : {}),
    },
    context,
  );
  if (input.externalId && input.externalId !== connection.account.externalId) {
    throw new NetworkError('unauthorized', 'bad_credentials', { detail: 'the token is of another account' });
  }
  return connection;
}

/** Exchanges the refresh token for new tokens; it can be used only once. @throws NetworkError */
export async function refresh({ refreshToken, scope }: XCredentials, context: CallContext): Promise<XCredentials> {
  if (!refreshToken) throw new NetworkError('unauthorized', 'bad_credentials', { detail: 'no refresh token' });
  const renewed = await askForToken(context, { grant_type: 'refresh_token', refresh_token: refreshToken });
  return { refreshToken, ...(scope === undefined ? {} : { scope }), ...renewed };
}

export function tokenLife({ expiresAt, refreshToken }: XCredentials): { expiresAt?: Date; refreshAt?: Date } {
  if (expiresAt === undefined) return {};
  return {
    // With a refresh token the channel outlives this access token.
    ...(refreshToken === undefined ? { expiresAt: new Date(expiresAt) } : {}),
    ...(refreshToken === undefined ? {} : { refreshAt: new Date(expiresAt - REFRESH_AHEAD_MS) }),
  };
}

export async function checkCredentials(channel: XChannel) {
  const { data } = await callX(channel, { ...readMe, price: () => prices.readUser, purpose: 'rechecks' });
  return { account: accountOf(data), rights: rightsOf(channel.credentials) };
}

/**
 * Checks the operator's app as far as possible without an account: whether the consumer key gives the app's own
 * token.
 */
export async function testApp(context: CallContext): Promise<void> {
  if (context.app.options.consumer_key) await askForAppToken(context);
}

/**
 * The app's own token, for webhooks. Requested with the consumer key and secret, which differ from the client's.
 * @throws NetworkError
 */
export async function askForAppToken(context: CallContext): Promise<string> {
  const { consumer_key: key } = context.app.options;
  const { webhookSecret } = context.app;
  if (!key || !webhookSecret) {
    throw new NetworkError('refused', 'app_not_set_up', { detail: 'the consumer key or its secret is not set' });
  }
  const { access_token: token } = await callNetwork(
    context,
    {
      name: 'POST app token',
      method: 'POST',
      url: `${API}/oauth2/token`,
      headers: { authorization: basic(key, webhookSecret) },
      body: { form: { grant_type: 'client_credentials' } },
      schema: tokenAnswer,
      writes: false,
    },
    tokenDialect('app'),
  );
  return token;
}

async function askForToken(context: CallContext, form: Record<string, string | undefined>): Promise<XCredentials> {
  const { clientId, clientSecret } = context.app;
  if (!clientId) throw new NetworkError('refused', 'app_not_set_up');
  const answer = await callNetwork(
    context,
    {
      name: `POST token (${form.grant_type})`,
      method: 'POST',
      url: `${API}/2/oauth2/token`,
      ...(clientSecret ? { headers: { authorization: basic(clientId, clientSecret) } } : {}),
      // A public client has no secret and sends its id in the form.
      body: { form: { ...form, ...(clientSecret ? {} : { client_id: clientId }) } },
      schema: tokenAnswer,
      writes: false,
    },
    tokenDialect('account'),
  );
  return {
    accessToken: answer.access_token,
    ...(answer.refresh_token === undefined ? {} : { refreshToken: answer.refresh_token }),
    ...(answer.expires_in === undefined ? {} : { expiresAt: context.now().getTime() + answer.expires_in * 1_000 }),
    ...(answer.scope === undefined ? {} : { scope: answer.scope }),
  };
}

/**
 * At the token's address, a 400 or 401 means an invalid code or token (seen as `invalid_request`, UNVERIFIED in the
 * docs), or an app that the network does not know.
 */
function tokenDialect(whose: 'account' | 'app'): Dialect {
  return {
    errorOf: (answer, { now }) => {
      const { status, json } = answer;
      if (status !== 400 && status !== 401 && status !== 403) {
        return errorOf(answer, { writes: false, now, endpoint: 'me' });
      }
      const said = JSON.stringify(json ?? '');
      const detail = `${status} ${said.slice(0, 200)}`;
      if (whose === 'app' || /invalid_client|unauthorized_client/.test(said)) {
        return new NetworkError('refused', 'app_not_set_up', { detail });
      }
      return new NetworkError('unauthorized', 'bad_credentials', { detail });
    },
  };
}

const readMe = {
  endpoint: 'me',
  path: '/2/users/me',
  query: { 'user.fields': USER_FIELDS },
  schema: userAnswer,
} as const;

async function connectionOf(credentials: XCredentials, context: CallContext): Promise<Connection<XCredentials>> {
  const { data } = await callWithToken(context, credentials.accessToken, readMe);
  return { account: accountOf(data), credentials, rights: rightsOf(credentials) };
}

function accountOf(me: User) {
  return {
    externalId: me.id,
    handle: me.username ?? me.id,
    name: me.name ?? me.username ?? me.id,
    ...avatarOf(me),
    profileUrl: profileUrl(me),
  };
}

/** The granted scopes, where the network lists them; otherwise no capability is denied. */
function rightsOf({ scope }: XCredentials): Rights {
  return scope === undefined ? {} : { scope };
}

function basic(id: string, secret: string): string {
  return `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`;
}
