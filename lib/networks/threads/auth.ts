import type { ChannelAccount, Connection, OAuthHandler, CallContext } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { addressAt, withQuery } from '../kit/address.ts';
import type { ThreadsChannel, ThreadsCredentials } from './credentials.ts';
import { callThreads, callThreadsWith, callTokenEdge } from './calls.ts';
import { meAnswer, meFields, publishingFields, publishingLimit, tokenAnswer } from './wire.ts';
import type { z } from 'zod';

/** The permissions that the inbox needs. */
export const scopes = [
  'threads_basic',
  'threads_read_replies',
  'threads_manage_replies',
  'threads_content_publish',
  'threads_manage_mentions',
  'threads_delete',
] as const;

const DAY_MS = 24 * 3_600_000;

/**
 * Connects with a token obtained elsewhere. @throws NetworkError `refused` `missing_permission` when it belongs to
 * another account
 */
export async function connect(
  input: Record<string, string>,
  context: CallContext,
): Promise<Connection<ThreadsCredentials>> {
  const accessToken = (input.accessToken ?? '').trim();
  if (!accessToken) throw new NetworkError('unauthorized', 'bad_credentials');
  const expiresAt = Date.parse(input.expiresAt ?? '');
  const connection = await connectionOf(accessToken, Number.isNaN(expiresAt) ? undefined : expiresAt, context);
  const { externalId } = connection.account;
  if (!input.externalId || input.externalId === externalId) return connection;
  throw new NetworkError('refused', 'missing_permission', { detail: `the token is that of ${externalId}` });
}

export const oauth: OAuthHandler<ThreadsCredentials> = {
  pkce: false,
  authorizeUrl: ({ app, redirectUri, state }) =>
    withQuery(addressAt(app, 'https://threads.net/oauth/authorize'), {
      client_id: app.clientId,
      redirect_uri: redirectUri,
      scope: scopes.join(','),
      response_type: 'code',
      state,
    }).href,
  exchange: async ({ params, redirectUri }, context) => {
    const { clientId, clientSecret } = context.app;
    if (!clientId || !clientSecret) throw new NetworkError('refused', 'app_not_set_up');
    const { access_token: shortLived } = await callTokenEdge(context, {
      method: 'POST',
      path: 'oauth/access_token',
      body: {
        form: {
          client_id: clientId,
          client_secret: clientSecret,
          grant_type: 'authorization_code',
          redirect_uri: redirectUri,
          // The network appends `#_` to its redirect, and some browsers send it along.
          code: (params.code ?? '').replace(/#_$/, ''),
        },
      },
      schema: tokenAnswer,
    });
    const { access_token: token, expires_in: expiresIn } = await callTokenEdge(context, {
      path: 'access_token',
      query: { grant_type: 'th_exchange_token', client_secret: clientSecret, access_token: shortLived },
      schema: tokenAnswer,
    });
    return [await connectionOf(token, deathOf(expiresIn, context), context)];
  },
};

/** Exchanges a valid token for one that is valid longer. @throws NetworkError `unauthorized` for an expired one */
export async function refresh(old: ThreadsCredentials, context: CallContext): Promise<ThreadsCredentials> {
  const { access_token: accessToken, expires_in: expiresIn } = await callTokenEdge(context, {
    path: 'refresh_access_token',
    query: { grant_type: 'th_refresh_token', access_token: old.accessToken },
    schema: tokenAnswer,
  }).catch((error: unknown) => {
    // Refused: the token is too young to be renewed. Renewal is tried when a token failed, so it counts as expired.
    const isRefused = error instanceof NetworkError && error.kind === 'refused';
    throw isRefused
      ? new NetworkError('unauthorized', 'bad_credentials', { detail: error.message, cause: error })
      : error;
  });
  const expiresAt = deathOf(expiresIn, context);
  return { accessToken, obtainedAt: context.now().getTime(), ...(expiresAt === undefined ? {} : { expiresAt }) };
}

/** The daily check; also updates how many of the day's replies and deletions are left. */
export async function checkCredentials(channel: ThreadsChannel): Promise<{ account: ChannelAccount }> {
  const me = await callThreads(channel, { path: 'me', query: { fields: meFields }, schema: meAnswer });
  const { data } = await callThreads(channel, {
    path: 'me/threads_publishing_limit',
    query: { fields: publishingFields },
    schema: publishingLimit,
  });
  const resetAt = new Date(channel.now().getTime() + DAY_MS);
  const learn = async (rateLimit: string, used: number | undefined, limit: number | undefined) => {
    if (used === undefined || limit === undefined) return;
    await channel.rateLimiter.learn(rateLimit, { limit, remaining: Math.max(0, limit - used), resetAt });
  };
  for (const one of data) {
    await learn('replies', one.reply_quota_usage, one.reply_config?.quota_total);
    await learn('deletions', one.delete_quota_usage, one.delete_config?.quota_total);
  }
  return { account: accountOf(me) };
}

async function connectionOf(
  token: string,
  expiresAt: number | undefined,
  context: CallContext,
): Promise<Connection<ThreadsCredentials>> {
  const me = await callThreadsWith(context, token, { path: 'me', query: { fields: meFields }, schema: meAnswer });
  const obtainedAt = context.now().getTime();
  return {
    account: accountOf(me),
    credentials: { accessToken: token, obtainedAt, ...(expiresAt === undefined ? {} : { expiresAt }) },
  };
}

function deathOf(expiresIn: number | undefined, context: CallContext): number | undefined {
  return expiresIn === undefined ? undefined : context.now().getTime() + expiresIn * 1000;
}

function accountOf({
  id,
  username,
  name,
  threads_profile_picture_url: avatarUrl,
}: z.infer<typeof meAnswer>): ChannelAccount {
  return {
    externalId: id,
    handle: username,
    name: name || username,
    ...(avatarUrl ? { avatarUrl } : {}),
    profileUrl: `https://www.threads.net/@${username}`,
  };
}
