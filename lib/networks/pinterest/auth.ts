import type { z } from 'zod';
import type { ChannelAccount, Connection, OAuthHandler, CallContext } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { addressAt, withQuery } from '../kit/address.ts';
import { callForTokens, readPinterest, readWith } from './calls.ts';
import type { PinterestChannel, PinterestCredentials } from './credentials.ts';
import { token, userAccount, type UserAccount } from './wire.ts';

const AUTHORIZE = 'https://www.pinterest.com/oauth/';
export const SCOPES = 'user_accounts:read,pins:read,boards:read';

const readAccount = { name: 'Get user account', path: 'user_account', schema: userAccount };

/** "Set up authentication and authorization". */
export const oauth: OAuthHandler<PinterestCredentials> = {
  pkce: false,
  authorizeUrl: ({ app, redirectUri, state }) =>
    withQuery(addressAt(app, AUTHORIZE), {
      client_id: app.clientId ?? '',
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: SCOPES,
      state,
    }).href,
  exchange: async ({ params, redirectUri }, context) => {
    const form = { grant_type: 'authorization_code', code: params.code ?? '', redirect_uri: redirectUri };
    const credentials = credentialsOf(await callForTokens(context, form, token), context);
    return [{ account: accountOf(await readWith(context, credentials.accessToken, readAccount)), credentials }];
  },
};

/** Connects with tokens that were obtained elsewhere. */
export async function connect(
  input: Record<string, string>,
  context: CallContext,
): Promise<Connection<PinterestCredentials>> {
  const { accessToken = '', refreshToken, expiresAt } = input;
  if (!accessToken) throw new NetworkError('unauthorized', 'bad_credentials');
  const end = Date.parse(expiresAt ?? '');
  const account = accountOf(await readWith(context, accessToken, readAccount));
  const credentials = {
    accessToken,
    expiresAt: Number.isNaN(end) ? null : end,
    refreshToken: refreshToken || null,
    refreshExpiresAt: null,
  };
  return { account, credentials };
}

export async function refresh(credentials: PinterestCredentials, context: CallContext): Promise<PinterestCredentials> {
  const { refreshToken } = credentials;
  if (!refreshToken) throw new NetworkError('unauthorized', 'bad_credentials', { detail: 'there is no refresh token' });
  const given = await callForTokens(context, { grant_type: 'refresh_token', refresh_token: refreshToken }, token);
  const renewed = credentialsOf(given, context);
  return given.refresh_token ? renewed : { ...renewed, refreshToken, refreshExpiresAt: credentials.refreshExpiresAt };
}

export async function checkCredentials(channel: PinterestChannel): Promise<{ account: ChannelAccount }> {
  return { account: accountOf(await readPinterest(channel, readAccount)) };
}

function credentialsOf(given: z.infer<typeof token>, context: CallContext): PinterestCredentials {
  const now = context.now().getTime();
  const refreshLife = given.refresh_token_expires_in;
  return {
    accessToken: given.access_token,
    expiresAt: now + given.expires_in * 1000,
    refreshToken: given.refresh_token ?? null,
    refreshExpiresAt: refreshLife === undefined ? null : now + refreshLife * 1000,
    scope: given.scope,
  };
}

function accountOf({ id, username, business_name: business, profile_image: avatarUrl }: UserAccount): ChannelAccount {
  return {
    externalId: id,
    handle: username,
    name: business || username,
    ...(avatarUrl && { avatarUrl }),
    profileUrl: `https://www.pinterest.com/${username}/`,
  };
}
