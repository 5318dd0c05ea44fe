import type { z } from 'zod';
import type { ChannelAccount, Connection, OAuthHandler, CallContext, Rights } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { addressAt, withQuery } from '../kit/address.ts';
import { callForToken, callTikTok, callWith, type TikTokCall } from './calls.ts';
import type { Advertiser, TikTokChannel, TikTokCredentials } from './credentials.ts';
import { profileUrl } from './inbound.ts';
import { regionOf } from './regions.ts';
import { accountAnswer, tokenAnswer } from './wire.ts';

const AUTHORIZE = 'https://www.tiktok.com/v2/auth/authorize';
const DAY_MS = 24 * 3_600_000;

export const scopes = [
  'user.info.basic',
  'user.info.username',
  'user.info.profile',
  'video.list',
  'comment.list',
  'comment.list.manage',
  'message.list.read',
  'message.list.send',
  'message.list.manage',
  'biz.brand.insights',
] as const;
export type Scope = (typeof scopes)[number];

/** "Authorization": the redirect address is registered with a slash at its end and must be sent exactly like that. */
export const oauth: OAuthHandler<TikTokCredentials> = {
  pkce: false,
  redirectEndsWithSlash: true,
  authorizeUrl: ({ app, redirectUri, state }) =>
    withQuery(addressAt(app, AUTHORIZE), {
      client_key: app.clientId ?? '',
      response_type: 'code',
      scope: scopes.join(','),
      redirect_uri: redirectUri,
      state,
    }).href,
  exchange: async ({ params, redirectUri }, context) => {
    const json = {
      ...appOf(context),
      grant_type: 'authorization_code',
      auth_code: params.code ?? '',
      redirect_uri: redirectUri,
    };
    const given = await callForToken(context, 'tt_user/oauth2/token', json, tokenAnswer);
    return [await connectionOf(credentialsOf(given, context), context)];
  },
};

/** Connects with tokens that were obtained elsewhere; `externalId` is the account's `open_id`. */
export async function connect(
  input: Record<string, string>,
  context: CallContext,
): Promise<Connection<TikTokCredentials>> {
  const { accessToken = '', refreshToken = '', externalId = '', expiresAt, scope } = input;
  if (!accessToken || !externalId) throw new NetworkError('unauthorized', 'bad_credentials');
  const now = context.now().getTime();
  const ends = Date.parse(expiresAt ?? '');
  const region = regionOf({ region: input.region }, context.app);
  const advertiser = advertiserOf(input);
  return connectionOf(
    {
      businessId: externalId,
      accessToken,
      refreshToken,
      renewedAt: now,
      expiresAt: Number.isNaN(ends) ? now + DAY_MS : ends,
      ...(scope && { scope }),
      ...(region && { region }),
      ...(advertiser && { advertiser }),
    },
    context,
  );
}

/** The refresh token can be used only once: the new one must be stored before it is used. */
export async function refresh(credentials: TikTokCredentials, context: CallContext): Promise<TikTokCredentials> {
  if (!credentials.refreshToken) throw new NetworkError('unauthorized', 'bad_credentials');
  const json = { ...appOf(context), grant_type: 'refresh_token', refresh_token: credentials.refreshToken };
  const given = await callForToken(context, 'tt_user/oauth2/refresh_token', json, tokenAnswer);
  return { ...credentials, ...credentialsOf(given, context), businessId: credentials.businessId };
}

export async function checkCredentials(channel: TikTokChannel): Promise<{ account: ChannelAccount; rights: Rights }> {
  const account = await readAccount(channel.credentials, (call) => callTikTok(channel, call));
  return { account, rights: rightsOf(channel.credentials, channel) };
}

async function connectionOf(
  credentials: TikTokCredentials,
  context: CallContext,
): Promise<Connection<TikTokCredentials>> {
  const { businessId, accessToken } = credentials;
  const account = await readAccount(credentials, (call) =>
    callWith(context, accessToken, { ...call, query: { business_id: businessId, ...call.query } }),
  );
  return { account, credentials, rights: rightsOf(credentials, context) };
}

/** The rights from the granted scopes. A right is denied only when it is known to be missing. */
function rightsOf(credentials: TikTokCredentials, { app }: Pick<CallContext, 'app'>): Rights {
  const region = regionOf(credentials, app);
  return {
    ...(region && { region }),
    managesComments: isGranted(credentials, 'comment.list.manage'),
    sendsMessages: isGranted(credentials, 'message.list.send'),
    marksMessages: isGranted(credentials, 'message.list.manage'),
  };
}

export function isGranted({ scope }: Pick<TikTokCredentials, 'scope'>, wanted: Scope): boolean {
  return scope === undefined || scope.split(/[\s,]+/).includes(wanted);
}

type AccountCall = (call: TikTokCall<z.infer<typeof accountAnswer>>) => Promise<z.infer<typeof accountAnswer>>;

async function readAccount({ businessId }: TikTokCredentials, call: AccountCall): Promise<ChannelAccount> {
  const read = (fields: string[]) =>
    call({ endpoint: 'business/get', query: { fields: JSON.stringify(fields) }, data: accountAnswer });
  const shown = await read(['username', 'display_name', 'profile_image', 'profile_deep_link']).catch(
    (error: unknown) => {
      // One field too many fails the whole call: the basic permission allows these two.
      if (error instanceof NetworkError && error.reason === 'missing_permission')
        return read(['display_name', 'profile_image']);
      throw error;
    },
  );
  const handle = shown.username ?? '';
  const url = shown.profile_deep_link ?? (handle ? profileUrl(handle) : undefined);
  return {
    externalId: businessId,
    handle: handle || (shown.display_name ?? businessId),
    name: shown.display_name || handle || businessId,
    ...(shown.profile_image && { avatarUrl: shown.profile_image }),
    ...(url && { profileUrl: url }),
  };
}

function credentialsOf(given: z.infer<typeof tokenAnswer>, context: CallContext): TikTokCredentials {
  const now = context.now().getTime();
  return {
    businessId: given.open_id,
    accessToken: given.access_token,
    refreshToken: given.refresh_token,
    renewedAt: now,
    expiresAt: now + given.expires_in * 1000,
    ...(given.scope !== undefined && { scope: given.scope }),
  };
}

function advertiserOf(input: Record<string, string>): Advertiser | null {
  const { advertiserId, advertiserToken, adgroupIds = '' } = input;
  if (!advertiserId || !advertiserToken) return null;
  return { id: advertiserId, token: advertiserToken, adgroupIds: adgroupIds.split(/[\s,]+/).filter(Boolean) };
}

function appOf({ app }: Pick<CallContext, 'app'>): { client_id: string; client_secret: string } {
  if (!app.clientId || !app.clientSecret) throw new NetworkError('refused', 'app_not_set_up');
  return { client_id: app.clientId, client_secret: app.clientSecret };
}
