import type { OAuthHandler } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { addressAt, withQuery } from '../kit/address.ts';
import { findAccounts, listNumbers } from './auth.ts';
import { callTokenEdge, graphVersion } from './calls.ts';
import type { WhatsAppCredentials } from './credentials.ts';
import { tokenAnswer } from './wire.ts';

export const scopes = ['whatsapp_business_messaging', 'whatsapp_business_management', 'business_management'] as const;

/**
 * "Facebook Login for Business" with a configuration for WhatsApp (Embedded Signup). The token of a business does not
 * expire.
 */
export const oauth: OAuthHandler<WhatsAppCredentials> = {
  pkce: false,
  authorizeUrl: ({ app, redirectUri, state }) =>
    withQuery(addressAt(app, `https://www.facebook.com/${graphVersion(app)}/dialog/oauth`), {
      client_id: app.clientId,
      redirect_uri: redirectUri,
      state,
      response_type: 'code',
      ...(app.options.config_id
        ? { config_id: app.options.config_id, override_default_response_type: true }
        : { scope: scopes.join(',') }),
    }).href,
  exchange: async ({ params, redirectUri }, context) => {
    const { clientId, clientSecret } = context.app;
    if (!clientId || !clientSecret) throw new NetworkError('refused', 'app_not_set_up');
    const { access_token: accessToken, expires_in: expiresIn } = await callTokenEdge(context, {
      query: { client_id: clientId, client_secret: clientSecret, redirect_uri: redirectUri, code: params.code ?? '' },
      schema: tokenAnswer,
    });
    const numbers = await listNumbers(accessToken, await findAccounts(accessToken, context), context);
    if (numbers.length === 0)
      throw new NetworkError('refused', 'missing_permission', { detail: 'no number was granted' });
    if (expiresIn === undefined) return numbers;
    const expiresAt = context.now().getTime() + expiresIn * 1000;
    return numbers.map((one) => ({ ...one, credentials: { ...one.credentials, expiresAt } }));
  },
};
