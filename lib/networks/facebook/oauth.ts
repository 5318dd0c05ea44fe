import type { OAuthHandler, CallContext } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { addressAt, withQuery } from '../kit/address.ts';
import { listPages } from './auth.ts';
import type { FacebookCredentials } from './credentials.ts';
import { callTokenEdge, graphVersion } from './calls.ts';
import { tokenAnswer } from './wire.ts';

/** The permissions that the inbox needs. With `config_id`, the app's own configuration lists them instead. */
export const scopes = [
  'pages_show_list',
  'business_management',
  'pages_read_engagement',
  'pages_read_user_content',
  'pages_manage_engagement',
  'pages_manage_metadata',
  'pages_messaging',
] as const;

/** "Facebook Login for Business", or the classic login where no configuration is set. */
export const oauth: OAuthHandler<FacebookCredentials> = {
  pkce: false,
  authorizeUrl: ({ app, redirectUri, state }) =>
    withQuery(addressAt(app, `https://www.facebook.com/${graphVersion(app)}/dialog/oauth`), {
      client_id: app.clientId,
      redirect_uri: redirectUri,
      state,
      response_type: 'code',
      ...(app.options.config_id ? { config_id: app.options.config_id } : { scope: scopes.join(',') }),
    }).href,
  exchange: async ({ params, redirectUri }, context) => {
    const shortLived = await askToken(context, { redirect_uri: redirectUri, code: params.code });
    // Page tokens that are issued for a long-lived token do not expire.
    const longLived = await askToken(context, { grant_type: 'fb_exchange_token', fb_exchange_token: shortLived });
    const pages = await listPages(longLived, context);
    if (pages.length === 0) {
      throw new NetworkError('refused', 'missing_permission', { detail: 'no Page was granted' });
    }
    return pages;
  },
};

async function askToken(context: CallContext, query: Record<string, string | undefined>): Promise<string> {
  const { clientId, clientSecret } = context.app;
  if (!clientId || !clientSecret) throw new NetworkError('refused', 'app_not_set_up');
  const { access_token: token } = await callTokenEdge(context, {
    query: { ...query, client_id: clientId, client_secret: clientSecret },
    schema: tokenAnswer,
  });
  return token;
}
