import type { z } from 'zod';
import type { AppSettings, ChannelAccount, Connection, OAuthHandler, CallContext, Rights } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { addressAt, withQuery } from '../kit/address.ts';
import { callOAuth } from './calls.ts';
import type { LinkedInChannel, LinkedInCredentials } from './credentials.ts';
import { findPages, type AdministeredPage } from './organizations.ts';
import { introspection, token } from './wire.ts';

const AUTHORIZE = 'https://www.linkedin.com/oauth/v2/authorization';
const DEFAULT_SCOPES = 'r_organization_social w_organization_social rw_organization_admin';
const WRITE_SCOPE = /\bw_organization_social(_feed)?\b/;

/** The scopes that the member is asked for. */
export function scopesFor({ options }: Pick<AppSettings, 'options'>): string[] {
  return (options.scopes ?? DEFAULT_SCOPES).split(/[\s,]+/);
}

/** "Authorization code flow". LinkedIn accepts no code challenge from such apps. */
export const oauth: OAuthHandler<LinkedInCredentials> = {
  pkce: false,
  authorizeUrl: ({ app, redirectUri, state }) =>
    withQuery(addressAt(app, AUTHORIZE), {
      response_type: 'code',
      client_id: app.clientId ?? '',
      redirect_uri: redirectUri,
      state,
      scope: scopesFor(app).join(' '),
    }).href,
  exchange: async ({ params, redirectUri }, context) => {
    const form = { grant_type: 'authorization_code', code: params.code ?? '', redirect_uri: redirectUri };
    const given = await callOAuth(context, 'accessToken', form, token);
    const credentials = credentialsOf(given, context, null);
    const pages = await findPages(context, credentials.accessToken);
    return pages.map((page) => connectionOf(page, credentials, rightsOf(given.scope)));
  },
};

/**
 * Connects with tokens that were obtained elsewhere. `externalId` is the page's URN or number; a member who
 * administers only one page may leave it out.
 */
export async function connect(
  input: Record<string, string>,
  context: CallContext,
): Promise<Connection<LinkedInCredentials>> {
  const { accessToken = '', refreshToken, expiresAt, externalId = '' } = input;
  if (!accessToken) throw new NetworkError('unauthorized', 'bad_credentials');
  const end = Date.parse(expiresAt ?? '');
  const pages = await findPages(context, accessToken);
  const [page] = externalId ? pages.filter(({ account }) => isMeant(account, externalId)) : pages;
  if (!page) throw new NetworkError('refused', 'missing_permission', { detail: 'administers no such page' });
  if (!externalId && pages.length > 1) {
    throw new NetworkError('refused', 'rejected', { detail: 'administers several pages: externalId has to name one' });
  }
  const credentials: LinkedInCredentials = {
    accessToken,
    expiresAt: Number.isNaN(end) ? null : end,
    refreshToken: refreshToken || null,
    refreshExpiresAt: null,
    member: null,
  };
  return connectionOf(page, credentials, {});
}

/** "Programmatic refresh tokens": using a refresh token does not extend its life. */
export async function refresh(credentials: LinkedInCredentials, context: CallContext): Promise<LinkedInCredentials> {
  const { refreshToken } = credentials;
  if (!refreshToken) throw new NetworkError('unauthorized', 'bad_credentials', { detail: 'there is no refresh token' });
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken };
  return credentialsOf(await callOAuth(context, 'accessToken', form, token), context, credentials);
}

/** Whether the grant is valid and the member still administers the page. Without that, notifications end silently. */
export async function checkCredentials(channel: LinkedInChannel): Promise<{ account: ChannelAccount; rights: Rights }> {
  const live = await lookAtToken(channel);
  if (!live.active) channel.credentials = await channel.renewCredentials(channel.credentials);
  const pages = await findPages(channel, channel.credentials.accessToken);
  const page = pages.find(({ account }) => account.externalId === channel.account.externalId);
  if (!page) throw new NetworkError('refused', 'missing_permission', { detail: 'the member is no administrator' });
  return { account: page.account, rights: rightsOf(live.scope) };
}

/** The granted scopes; null where the network does not list them. */
export async function readGrantedScopes(channel: LinkedInChannel): Promise<string[] | null> {
  const { scope } = await lookAtToken(channel);
  return scope?.split(/[\s,]+/) ?? null;
}

/** "Token introspection". */
async function lookAtToken(channel: LinkedInChannel): Promise<z.infer<typeof introspection>> {
  return callOAuth(channel, 'introspectToken', { token: channel.credentials.accessToken }, introspection);
}

function credentialsOf(
  given: z.infer<typeof token>,
  context: CallContext,
  before: LinkedInCredentials | null,
): LinkedInCredentials {
  const now = context.now().getTime();
  const refreshLife = given.refresh_token_expires_in;
  return {
    accessToken: given.access_token,
    expiresAt: now + given.expires_in * 1000,
    refreshToken: given.refresh_token ?? before?.refreshToken ?? null,
    refreshExpiresAt: refreshLife === undefined ? (before?.refreshExpiresAt ?? null) : now + refreshLife * 1000,
    member: before?.member ?? null,
  };
}

function connectionOf(
  { account, member }: AdministeredPage,
  credentials: LinkedInCredentials,
  rights: Rights,
): Connection<LinkedInCredentials> {
  return { account, credentials: { ...credentials, member }, rights };
}

/** The rights that the granted scopes give. Where the network does not list the scopes, no right is denied. */
function rightsOf(scope: string | undefined): Rights {
  return scope === undefined ? {} : { canWrite: WRITE_SCOPE.test(scope) };
}

function isMeant({ externalId }: ChannelAccount, named: string): boolean {
  return externalId === named || externalId.endsWith(`:${named}`);
}
