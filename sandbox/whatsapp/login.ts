import { badParameter, graphAnswer } from '../kit/meta/answers.ts';
import { GraphRefusal } from '../kit/meta/refusal.ts';
import { escape, page } from '../kit/page.ts';
import type { SandboxAnswer, SandboxRequest } from '../kit/types.ts';
import { sandboxApp, type Tokens } from './tokens.ts';

/** The dialog and the edge that gives tokens; null for another call. */
export function answerLogin(request: SandboxRequest, tokens: Tokens): SandboxAnswer | null {
  if (request.method !== 'GET') return null;
  if (/^\/v\d+\.\d\/dialog\/oauth$/.test(request.path)) return showDialog(request, tokens);
  if (/^\/v\d+\.\d\/oauth\/access_token$/.test(request.path)) return giveToken(request, tokens);
  return null;
}

function showDialog({ query }: SandboxRequest, tokens: Tokens): SandboxAnswer {
  const redirectUri = URL.parse(query.get('redirect_uri') ?? '');
  const asked = query.get('config_id') ?? query.get('scope');
  if (query.get('client_id') !== sandboxApp.clientId || !redirectUri || !asked)
    return page('Facebook', '<p>The parameters of this address are not those of an app.</p>', 400);
  const back = (given: Record<string, string>) => {
    const url = new URL(redirectUri);
    for (const [name, value] of Object.entries({ ...given, state: query.get('state') ?? '' }))
      url.searchParams.set(name, value);
    return escape(url.href);
  };
  const allow = back({ code: tokens.giveCode(redirectUri.href, query.get('config_id') ? null : query.get('scope')) });
  const refuse = back({ error: 'access_denied', error_reason: 'user_denied', error_description: 'Permissions error' });
  return page(
    'WhatsApp Business',
    `<p>Parvis would like to use your WhatsApp number.</p><p><a href="${allow}">Allow</a> · <a href="${refuse}">Refuse</a></p>`,
  );
}

function giveToken({ query }: SandboxRequest, tokens: Tokens): SandboxAnswer {
  const { clientId, clientSecret } = sandboxApp;
  if (query.get('client_id') !== clientId || query.get('client_secret') !== clientSecret)
    throw new GraphRefusal(badParameter('Error validating client secret.'));
  const redirectUri = URL.parse(query.get('redirect_uri') ?? '')?.href ?? '';
  if (!tokens.takeCode(query.get('code') ?? '', redirectUri))
    throw new GraphRefusal(badParameter('This authorization code has been used or has expired.'));
  return graphAnswer({ access_token: tokens.give(), token_type: 'bearer' });
}
