import { badParameter, graphAnswer, graphFault } from '#sandbox/kit/meta/answers.ts';
import { escape, page } from '#sandbox/kit/page.ts';
import type { SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';
import { app, type Tokens } from './tokens.ts';

/** The dialog: a page with two links back to the app. */
export function showDialog(tokens: Tokens, { query }: SandboxRequest): SandboxAnswer {
  const redirectUri = URL.parse(query.get('redirect_uri') ?? '');
  const asksWhat = query.get('config_id') ?? query.get('scope');
  if (query.get('client_id') !== app.clientId || !redirectUri || !asksWhat) {
    return page('Facebook', '<p>The parameters of this address are not those of an app.</p>', 400);
  }
  const state = query.get('state') ?? '';
  const allowed = new URL(redirectUri);
  allowed.searchParams.set('code', tokens.giveCode(redirectUri.href, query.get('scope')));
  allowed.searchParams.set('state', state);
  // The network appends this to its redirect; browsers do not send it on.
  allowed.hash = '_=_';
  const refused = new URL(redirectUri);
  const refusal = {
    error: 'access_denied',
    error_code: '200',
    error_description: 'Permissions error',
    error_reason: 'user_denied',
    state,
  };
  for (const [name, value] of Object.entries(refusal)) refused.searchParams.set(name, value);
  const link = (url: URL, text: string) => `<a href="${escape(url.href)}">${text}</a>`;
  return page(
    'Facebook',
    `<p>Parvis would like to manage your Pages.</p><p>${link(allowed, 'Allow')} · ${link(refused, 'Refuse')}</p>`,
  );
}

/** `oauth/access_token`: exchanges a code for a token, and a short-lived token for a long-lived one. */
export function giveToken(tokens: Tokens, { query }: SandboxRequest): SandboxAnswer {
  if (query.get('client_id') !== app.clientId || query.get('client_secret') !== app.clientSecret) {
    return graphFault({
      code: 1,
      message: 'Error validating application. Cannot get application info due to a system error.',
    });
  }
  if (query.get('grant_type') === 'fb_exchange_token') {
    const isOurs = [tokens.shortToken(), tokens.userToken()].includes(query.get('fb_exchange_token') ?? '');
    if (!isOurs) return graphFault({ code: 190, message: 'Invalid OAuth access token.' });
    return graphAnswer({ access_token: tokens.userToken(), token_type: 'bearer', expires_in: 5_183_944 });
  }
  const redirectUri = URL.parse(query.get('redirect_uri') ?? '')?.href ?? '';
  if (!tokens.takeCode(query.get('code') ?? '', redirectUri)) {
    return graphFault(badParameter('This authorization code has been used or does not belong to this redirect_uri.'));
  }
  return graphAnswer({ access_token: tokens.shortToken(), token_type: 'bearer', expires_in: 5_400 });
}
