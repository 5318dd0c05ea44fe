import { graphAnswer } from '../kit/meta/answers.ts';
import { escape, page } from '../kit/page.ts';
import type { SandboxAnswer, SandboxRequest } from '../kit/types.ts';
import { GraphRefusal } from '../kit/meta/refusal.ts';
import { LONG_LIFE_S, sandboxApp, type Setup, type Tokens } from './tokens.ts';

/** The pages and edges of both logins, outside the versioned API; null for other addresses. */
export function answerLogin(request: SandboxRequest, tokens: Tokens): SandboxAnswer | null {
  const { method, path, query } = request;
  switch (`${method} ${path}`) {
    case 'GET /oauth/authorize':
      return dialog(request, tokens, 'instagram');
    case 'GET /v25.0/dialog/oauth':
      return dialog(request, tokens, 'facebook');
    case 'POST /oauth/access_token': {
      const form = new URLSearchParams(request.body.toString('utf8'));
      checkApp(form);
      if (form.get('grant_type') !== 'authorization_code') throw badRequest('Invalid grant_type');
      takeCode(form, tokens);
      const scope = 'instagram_business_basic,instagram_business_manage_comments,instagram_business_manage_messages';
      return graphAnswer({
        data: [{ access_token: tokens.give('short', 'instagram'), user_id: '17841400000000001', permissions: scope }],
      });
    }
    case 'GET /access_token': {
      if (query.get('grant_type') !== 'ig_exchange_token') throw badRequest('Unsupported grant_type');
      if (query.get('client_secret') !== sandboxApp.clientSecret) throw badRequest('Error validating client secret.');
      tokens.check(query.get('access_token'));
      return longLived(tokens.give('long', 'instagram'));
    }
    case 'GET /refresh_access_token': {
      if (query.get('grant_type') !== 'ig_refresh_token') throw badRequest('Unsupported grant_type');
      return longLived(tokens.renew(query.get('access_token') ?? ''));
    }
    case 'GET /v25.0/oauth/access_token': {
      checkApp(query);
      if (query.get('grant_type') === 'client_credentials')
        return graphAnswer({ access_token: tokens.give('app', 'facebook'), token_type: 'bearer' });
      if (query.get('grant_type') === 'fb_exchange_token') {
        tokens.check(query.get('fb_exchange_token'));
        return longLived(tokens.give('long', 'facebook'));
      }
      takeCode(query, tokens);
      return longLived(tokens.give('short', 'facebook'));
    }
    default:
      return null;
  }
}

function dialog({ query }: SandboxRequest, tokens: Tokens, setup: Setup): SandboxAnswer {
  const redirectUri = query.get('redirect_uri') ?? '';
  const isAsked = query.has('scope') || query.has('config_id');
  if (
    query.get('client_id') !== sandboxApp.clientId ||
    !redirectUri ||
    query.get('response_type') !== 'code' ||
    !isAsked
  ) {
    return page('Invalid request', '<p>Invalid platform app</p>', 400);
  }
  const back = (answer: Record<string, string>, end = '') => {
    const url = new URL(redirectUri);
    for (const [name, value] of Object.entries({ ...answer, state: query.get('state') ?? '' }))
      url.searchParams.set(name, value);
    return escape(url.href + end);
  };
  const refusal = {
    error: 'access_denied',
    error_reason: 'user_denied',
    error_description: 'The user denied your request.',
  };
  const allow = back({ code: tokens.giveCode(redirectUri, query.get('scope')) }, setup === 'instagram' ? '#_' : '');
  return page(
    'Instagram',
    `<p>Parvis asks: ${escape(query.get('scope') ?? 'its configuration')}</p><p><a href="${allow}">Allow</a> <a href="${back(refusal)}">Refuse</a></p>`,
  );
}

function longLived(token: string): SandboxAnswer {
  return graphAnswer({ access_token: token, token_type: 'bearer', expires_in: LONG_LIFE_S });
}

function checkApp(given: URLSearchParams): void {
  const { clientId, clientSecret } = sandboxApp;
  if (given.get('client_id') !== clientId || given.get('client_secret') !== clientSecret)
    throw badRequest('Error validating client secret.');
}

function takeCode(given: URLSearchParams, tokens: Tokens): void {
  if (!tokens.takeCode(given.get('code') ?? '', given.get('redirect_uri') ?? '')) {
    throw badRequest('This authorization code has been used or expired.');
  }
  tokens.logins.signIns += 1;
}

function badRequest(message: string): GraphRefusal {
  return new GraphRefusal({ code: 100, message });
}
