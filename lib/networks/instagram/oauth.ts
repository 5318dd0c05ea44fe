import type { AppSettings, OAuthHandler, CallContext } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { addressAt, withQuery } from '../kit/address.ts';
import { lifeFrom, listLinked, readOwn, setupOf } from './auth.ts';
import type { InstagramCredentials, Setup } from './credentials.ts';
import { callTokenEdge, graphVersion } from './calls.ts';
import { codeAnswer, tokenAnswer } from './wire.ts';

/** The permissions that the inbox needs. */
export const scopes: Record<Setup, readonly string[]> = {
  instagram: ['instagram_business_basic', 'instagram_business_manage_comments', 'instagram_business_manage_messages'],
  facebook: [
    'instagram_basic',
    'instagram_manage_comments',
    'instagram_manage_messages',
    'pages_show_list',
    'pages_read_engagement',
    'pages_manage_metadata',
    // For the Page's field `messages`, which Meta's table of permissions leaves out.
    'pages_messaging',
    'business_management',
  ],
};

/** "Business Login for Instagram", or "Facebook Login for Business" where the operator's app uses it. */
export const oauth: OAuthHandler<InstagramCredentials> = {
  pkce: false,
  authorizeUrl: ({ app, redirectUri, state }) => {
    const setup = setupOf(app);
    const dialog =
      setup === 'facebook'
        ? `https://www.facebook.com/${graphVersion(app)}/dialog/oauth`
        : 'https://www.instagram.com/oauth/authorize';
    const asked =
      setup === 'facebook' && app.options.config_id
        ? { config_id: app.options.config_id }
        : { scope: scopes[setup].join(',') };
    return withQuery(addressAt(app, dialog), {
      client_id: app.clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      state,
      ...asked,
    }).href;
  },
  exchange: ({ params, redirectUri }, context) => {
    // The network appends `#_` to its redirect, and some browsers send it along.
    const code = (params.code ?? '').replace(/#_$/, '');
    return setupOf(context.app) === 'facebook'
      ? exchangeFacebook(code, redirectUri, context)
      : exchangeInstagram(code, redirectUri, context);
  },
};

async function exchangeInstagram(code: string, redirectUri: string, context: CallContext) {
  const { clientId, clientSecret } = appOf(context.app);
  const { access_token: shortLived } = await callTokenEdge(context, {
    method: 'POST',
    url: 'https://api.instagram.com/oauth/access_token',
    body: {
      form: {
        client_id: clientId,
        client_secret: clientSecret,
        grant_type: 'authorization_code',
        redirect_uri: redirectUri,
        code,
      },
    },
    schema: codeAnswer,
  });
  const { access_token: accessToken, expires_in: expiresIn } = await callTokenEdge(context, {
    url: 'https://graph.instagram.com/access_token',
    query: { grant_type: 'ig_exchange_token', client_secret: clientSecret, access_token: shortLived },
    schema: tokenAnswer,
  });
  return [await readOwn({ accessToken, ...lifeFrom(expiresIn, context.now()) }, context)];
}

async function exchangeFacebook(code: string, redirectUri: string, context: CallContext) {
  const { clientId, clientSecret } = appOf(context.app);
  const ask = (query: Record<string, string>) =>
    callTokenEdge(context, {
      url: `https://graph.facebook.com/${graphVersion(context.app)}/oauth/access_token`,
      query: { ...query, client_id: clientId, client_secret: clientSecret },
      schema: tokenAnswer,
    });
  const shortLived = await ask({ redirect_uri: redirectUri, code });
  // Page tokens that are issued for a long-lived token do not expire.
  const longLived = await ask({ grant_type: 'fb_exchange_token', fb_exchange_token: shortLived.access_token });
  const linked = await listLinked(longLived.access_token, context);
  if (linked.length > 0) return linked;
  throw new NetworkError('refused', 'missing_permission', { detail: 'no Page with an Instagram account was granted' });
}

function appOf({ clientId, clientSecret }: AppSettings): { clientId: string; clientSecret: string } {
  if (!clientId || !clientSecret) throw new NetworkError('refused', 'app_not_set_up');
  return { clientId, clientSecret };
}
