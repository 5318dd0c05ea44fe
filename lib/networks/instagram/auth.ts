import type { AppSettings, ChannelAccount, Connection, CallContext, Rights } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { walkPages } from '../kit/meta/paging.ts';
import { debugTokenAnswer } from '../kit/meta/send-wire.ts';
import type { InstagramChannel, InstagramCredentials, Setup } from './credentials.ts';
import { setups } from './credentials.ts';
import { callGraph, callGraphWith, callTokenEdge, graphVersion } from './calls.ts';
import {
  linkedAccount,
  linkedAccountFields,
  managedPageFields,
  managedPages,
  meAnswer,
  meFields,
  page,
  pageFields,
  tokenAnswer,
  type LinkedAccount,
} from './wire.ts';

const PAGES_A_PAGE = 100;

/** Which of the two logins the operator's app uses. */
export function setupOf(app: AppSettings): Setup {
  return setups.find((setup) => setup === app.options.setup) ?? 'instagram';
}

/**
 * Connects an account with a token obtained elsewhere: its own, or that of the Page it is linked to (`setup` says
 * which).
 * @throws NetworkError `unauthorized`; `refused` `missing_permission` when the token belongs to another account
 */
export async function connect(
  input: Record<string, string>,
  context: CallContext,
): Promise<Connection<InstagramCredentials>> {
  const accessToken = (input.accessToken ?? '').trim();
  if (!accessToken) throw new NetworkError('unauthorized', 'bad_credentials');
  const setup = setups.find((one) => one === input.setup) ?? setupOf(context.app);
  const expiresAt = Date.parse(input.expiresAt ?? '');
  const token = { setup, accessToken, ...(Number.isNaN(expiresAt) ? {} : { expiresAt }) };
  const connection = setup === 'facebook' ? await readLinked(token, context) : await readOwn(token, context);
  if (input.externalId && input.externalId !== connection.account.externalId) {
    throw new NetworkError('refused', 'missing_permission', {
      detail: `the token is that of ${connection.account.externalId}`,
    });
  }
  return connection;
}

type Token = { accessToken: string; expiresAt?: number };

/** The account that an Instagram token belongs to. */
export async function readOwn(token: Token, context: CallContext): Promise<Connection<InstagramCredentials>> {
  const setup = 'instagram';
  const me = await callGraphWith(
    context,
    { setup, ...token },
    { path: 'me', query: { fields: meFields }, schema: meAnswer },
  );
  return connectionOf({ ...me, id: me.user_id }, { setup, ...token }, context);
}

async function readLinked(token: Token, context: CallContext): Promise<Connection<InstagramCredentials>> {
  const setup = 'facebook';
  const { id, instagram_business_account: linked } = await callGraphWith(
    context,
    { setup, ...token },
    { path: 'me', query: { fields: pageFields }, schema: page },
  );
  if (!linked)
    throw new NetworkError('refused', 'missing_permission', { detail: 'no Instagram account is linked to the Page' });
  return connectionOf(linked, { setup, ...token, pageId: id }, context);
}

/** Every Instagram account that is linked to a Page of a Facebook token's holder. */
export async function listLinked(userToken: string, context: CallContext): Promise<Connection<InstagramCredentials>[]> {
  const found: Connection<InstagramCredentials>[] = [];
  const read = (after: string | undefined) =>
    callGraphWith(
      context,
      { setup: 'facebook', accessToken: userToken },
      {
        path: 'me/accounts',
        query: { fields: managedPageFields, limit: PAGES_A_PAGE, after },
        schema: managedPages,
      },
    );
  for await (const { data } of walkPages(read)) {
    for (const { id, access_token: accessToken, instagram_business_account: linked } of data) {
      if (accessToken && linked)
        found.push(connectionOf(linked, { setup: 'facebook', accessToken, pageId: id }, context));
    }
  }
  return found;
}

/**
 * Exchanges a valid token for one that is valid longer. @throws NetworkError `unauthorized` for an expired one, and
 * for a Page's
 */
export async function refresh(old: InstagramCredentials, context: CallContext): Promise<InstagramCredentials> {
  if (old.setup === 'facebook')
    throw new NetworkError('unauthorized', 'bad_credentials', { detail: 'a Page token cannot be renewed' });
  const { access_token: accessToken, expires_in: expiresIn } = await callTokenEdge(context, {
    url: 'https://graph.instagram.com/refresh_access_token',
    query: { grant_type: 'ig_refresh_token', access_token: old.accessToken },
    schema: tokenAnswer,
  }).catch((error: unknown) => {
    // Refused: the token is too young to be renewed, or of another kind. Renewal is tried when a token failed, so it
    // counts as expired.
    const isRefused = error instanceof NetworkError && error.kind === 'refused';
    throw isRefused
      ? new NetworkError('unauthorized', 'bad_credentials', { detail: error.message, cause: error })
      : error;
  });
  return { ...old, accessToken, ...lifeFrom(expiresIn, context.now()) };
}

export function lifeFrom(expiresIn: number | undefined, now: Date): { obtainedAt: number; expiresAt?: number } {
  const at = now.getTime();
  return { obtainedAt: at, ...(expiresIn === undefined ? {} : { expiresAt: at + expiresIn * 1000 }) };
}

/** The daily check. */
export async function checkCredentials(
  channel: InstagramChannel,
): Promise<{ account: ChannelAccount; rights: Rights }> {
  const { setup } = channel.credentials;
  const rights = rightsOf(setup, channel.app);
  if (setup === 'instagram') {
    const me = await callGraph(channel, { path: 'me', query: { fields: meFields }, schema: meAnswer });
    return { account: accountOf({ ...me, id: me.user_id }), rights };
  }
  const scopes = (await readGrantedScopes(channel)) ?? [];
  const account = await callGraph(channel, {
    path: channel.account.externalId,
    query: { fields: linkedAccountFields },
    schema: linkedAccount,
  });
  return {
    account: accountOf(account),
    rights: { ...rights, ...(scopes.length > 0 ? { scopes: scopes.join(',') } : {}) },
  };
}

/** The permissions of a Page's token; null where the network does not tell. @throws NetworkError `unauthorized` for a dead one */
export async function readGrantedScopes({ app, credentials, ...channel }: InstagramChannel): Promise<string[] | null> {
  const { clientId, clientSecret } = app;
  const { setup } = credentials;
  if (setup === 'instagram' || !clientId || !clientSecret) return null;
  const { data } = await callGraphWith(
    { app, ...channel },
    { setup, accessToken: `${clientId}|${clientSecret}` },
    { path: 'debug_token', query: { input_token: credentials.accessToken }, schema: debugTokenAnswer },
  );
  if (!data.is_valid) throw new NetworkError('unauthorized', 'bad_credentials', { detail: 'debug_token' });
  return data.scopes;
}

/** Checks the operator's app. Instagram Login has no call for it without an account. */
export async function testApp(context: CallContext): Promise<void> {
  const { clientId, clientSecret } = context.app;
  if (!clientId || !clientSecret) throw new NetworkError('refused', 'app_not_set_up');
  if (setupOf(context.app) === 'instagram') return;
  await callTokenEdge(context, {
    url: `https://graph.facebook.com/${graphVersion(context.app)}/oauth/access_token`,
    query: { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret },
    schema: tokenAnswer,
  });
}

function connectionOf(
  account: LinkedAccount,
  token: Token & Pick<InstagramCredentials, 'setup' | 'pageId'>,
  context: CallContext,
): Connection<InstagramCredentials> {
  return {
    account: accountOf(account),
    credentials: { obtainedAt: context.now().getTime(), ...token },
    rights: rightsOf(token.setup, context.app),
  };
}

/** Only the operator knows whether the app is approved for Human Agent. */
function rightsOf(setup: Setup, app: AppSettings): Rights {
  return { setup, humanAgent: app.options.human_agent === 'approved' };
}

function accountOf({ id, username, name, profile_picture_url: avatarUrl }: LinkedAccount): ChannelAccount {
  return {
    externalId: id,
    handle: username,
    name: name || username,
    ...(avatarUrl ? { avatarUrl } : {}),
    profileUrl: `https://www.instagram.com/${username}/`,
  };
}
