import type { z } from 'zod';
import type { ChannelAccount, Connection, OAuthHandler, CallContext } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { addressAt, withQuery } from '../kit/address.ts';
import { callAs, callNetwork, type NetworkCall } from '../kit/call.ts';
import type { SnapchatChannel, SnapchatCredentials } from './credentials.ts';
import { errorOfAnswer, errorOfToken } from './errors.ts';
import { costs } from './limits.ts';
import { myProfile, token, type MyProfile } from './wire.ts';

const AUTHORIZE = 'https://accounts.snapchat.com/login/oauth2/authorize';
const TOKEN = 'https://accounts.snapchat.com/login/oauth2/access_token';
const MY_PROFILE = 'https://businessapi.snapchat.com/v1/public_profiles/my_profile';

export const SCOPE = 'snapchat-profile-api';

/** "Authentication". The network accepts no code challenge. */
export const oauth: OAuthHandler<SnapchatCredentials> = {
  pkce: false,
  authorizeUrl: ({ app, redirectUri, state }) =>
    withQuery(addressAt(app, AUTHORIZE), {
      response_type: 'code',
      client_id: app.clientId ?? '',
      redirect_uri: redirectUri,
      scope: SCOPE,
      state,
    }).href,
  exchange: async ({ params, redirectUri }, context) => {
    const form = { grant_type: 'authorization_code', code: params.code ?? '', redirect_uri: redirectUri };
    const credentials = credentialsOf(await callForTokens(context, form), context);
    return [await connectionOf(credentials, context)];
  },
};

/** Connects with tokens that were obtained elsewhere. */
export async function connect(
  input: Record<string, string>,
  context: CallContext,
): Promise<Connection<SnapchatCredentials>> {
  const { accessToken = '', refreshToken, expiresAt } = input;
  if (!accessToken) throw new NetworkError('unauthorized', 'bad_credentials');
  const end = Date.parse(expiresAt ?? '');
  const credentials = { accessToken, expiresAt: Number.isNaN(end) ? null : end, refreshToken: refreshToken || null };
  return connectionOf(credentials, context);
}

export async function refresh(credentials: SnapchatCredentials, context: CallContext): Promise<SnapchatCredentials> {
  const { refreshToken } = credentials;
  if (!refreshToken) throw new NetworkError('unauthorized', 'bad_credentials', { detail: 'there is no refresh token' });
  const given = await callForTokens(context, { grant_type: 'refresh_token', refresh_token: refreshToken });
  return { ...credentialsOf(given, context), refreshToken: given.refresh_token ?? refreshToken };
}

/** Reads the profile, which is all there is to read. @throws NetworkError */
export async function readProfile(channel: SnapchatChannel): Promise<ChannelAccount> {
  const { public_profile: profile } = await callAs(channel, ({ accessToken }) => profileCall(accessToken), {
    errorOf: errorOfAnswer,
  });
  return accountOf(profile);
}

async function connectionOf(
  credentials: SnapchatCredentials,
  context: CallContext,
): Promise<Connection<SnapchatCredentials>> {
  const { public_profile: profile } = await callNetwork(context, profileCall(credentials.accessToken), {
    errorOf: errorOfAnswer,
  });
  return { account: accountOf(profile), credentials };
}

function profileCall(accessToken: string): NetworkCall<MyProfile> {
  return {
    name: 'GET my_profile',
    url: MY_PROFILE,
    headers: { authorization: `Bearer ${accessToken}` },
    schema: myProfile,
    costs,
  };
}

function callForTokens(context: CallContext, form: Record<string, string>): Promise<z.infer<typeof token>> {
  const app = { client_id: context.app.clientId ?? '', client_secret: context.app.clientSecret ?? '' };
  const call: NetworkCall<z.infer<typeof token>> = {
    name: 'POST access_token',
    method: 'POST',
    url: TOKEN,
    body: { form: { ...form, ...app } },
    schema: token,
    writes: false,
  };
  return callNetwork(context, call, { errorOf: errorOfToken });
}

function credentialsOf(given: z.infer<typeof token>, context: CallContext): SnapchatCredentials {
  return {
    accessToken: given.access_token,
    expiresAt: context.now().getTime() + given.expires_in * 1000,
    refreshToken: given.refresh_token ?? null,
    ...(given.scope === undefined ? {} : { scope: given.scope }),
  };
}

function accountOf(profile: MyProfile['public_profile']): ChannelAccount {
  const avatarUrl = profile.logo_urls?.original_logo_url;
  return {
    externalId: profile.id,
    handle: profile.snap_user_name,
    name: profile.display_name,
    ...(avatarUrl && { avatarUrl }),
  };
}
