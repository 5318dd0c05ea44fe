import { createHash } from 'node:crypto';
import { escape, page } from '#sandbox/kit/page.ts';
import type { SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';
import { unknownAddress } from './errors.ts';

type Grant = { scope: string; redirectUri: string; challenge: string; isOffline: boolean };

const LIFE_S = 3_599;

/** Google's sign-in for one app and one account: the consent page, the token endpoint and the revocation. */
export function createGoogleOAuth(given: {
  app: { clientId: string; clientSecret: string };
  scope: string;
  account: string;
  now: () => Date;
}) {
  const codes = new Map<string, Grant>();
  const access = new Map<string, { expiresAt: number; scope: string }>();
  const refresh = new Map<string, string>();
  const counted = { signIns: 0, refreshes: 0 };
  let serial = 0;
  const mint = (prefix: string) => {
    serial += 1;
    return prefix + createHash('sha256').update(`${given.account}:${serial}`).digest('base64url').slice(0, 40);
  };
  const newAccess = (scope: string) => {
    const token = mint('ya29.a0');
    access.set(token, { expiresAt: given.now().getTime() + LIFE_S * 1000, scope });
    return { access_token: token, expires_in: LIFE_S, scope, token_type: 'Bearer' };
  };
  const withheld = new Set<string>();
  const granted = (scope: string) =>
    scope
      .split(' ')
      .filter((one) => !withheld.has(one))
      .join(' ');
  const newRefresh = (scope: string) => {
    const token = mint('1//0');
    refresh.set(token, scope);
    return token;
  };

  function consent({ query }: SandboxRequest): SandboxAnswer {
    const asked = (name: string) => query.get(name) ?? '';
    const fault = faultOf(asked);
    if (fault) return page('Access blocked', `<p>${escape(fault)}</p>`, 400);
    const code = mint('4/0A');
    const redirectUri = asked('redirect_uri');
    codes.set(code, {
      scope: asked('scope'),
      redirectUri,
      challenge: asked('code_challenge'),
      isOffline: asked('access_type') === 'offline',
    });
    const back = (answer: Record<string, string>) => {
      const url = new URL(redirectUri);
      for (const [name, value] of Object.entries({ ...answer, state: asked('state') }))
        url.searchParams.set(name, value);
      return escape(url.href);
    };
    return page(
      'Sign in with Google',
      `<p>An app wants to act for <b>${escape(given.account)}</b>: ${escape(asked('scope'))}</p>
       <p><a href="${back({ code, scope: asked('scope') })}">Allow</a> · <a href="${back({ error: 'access_denied' })}">Refuse</a></p>`,
    );
  }

  function faultOf(asked: (name: string) => string): string | null {
    if (asked('client_id') !== given.app.clientId) return 'Error 401: invalid_client';
    if (asked('response_type') !== 'code') return 'Error 400: unsupported_response_type';
    if (!URL.canParse(asked('redirect_uri'))) return 'Error 400: redirect_uri_mismatch';
    if (asked('scope') !== given.scope) return 'Error 400: invalid_scope';
    if (!asked('code_challenge') || asked('code_challenge_method') !== 'S256') return 'Error 400: invalid_request';
    return null;
  }

  function token({ body }: SandboxRequest): SandboxAnswer {
    const form = new URLSearchParams(body.toString());
    const { clientId, clientSecret } = given.app;
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret) {
      return { status: 401, json: { error: 'invalid_client', error_description: 'The OAuth client was not found.' } };
    }
    switch (form.get('grant_type') ?? '') {
      case 'authorization_code':
        return exchange(form);
      case 'refresh_token': {
        const scope = refresh.get(form.get('refresh_token') ?? '');
        if (scope === undefined) return dead('Token has been expired or revoked.');
        counted.refreshes += 1;
        return { status: 200, json: newAccess(granted(scope)) };
      }
      default:
        return { status: 400, json: { error: 'unsupported_grant_type', error_description: 'Invalid grant_type' } };
    }
  }

  function exchange(form: URLSearchParams): SandboxAnswer {
    const code = form.get('code') ?? '';
    const grant = codes.get(code);
    codes.delete(code);
    if (!grant) return dead('Malformed auth code.');
    if (grant.redirectUri !== form.get('redirect_uri')) {
      return { status: 400, json: { error: 'redirect_uri_mismatch', error_description: 'Bad Request' } };
    }
    const verifier = form.get('code_verifier') ?? '';
    if (createHash('sha256').update(verifier).digest('base64url') !== grant.challenge) {
      return dead('Invalid code verifier.');
    }
    counted.signIns += 1;
    const renewable = grant.isOffline ? { refresh_token: newRefresh(grant.scope) } : {};
    return { status: 200, json: { ...newAccess(grant.scope), ...renewable } };
  }

  return {
    /** @returns null for a path outside the sign-in */
    handle(request: SandboxRequest): SandboxAnswer | null {
      const { method, path } = request;
      if (path === '/o/oauth2/v2/auth') return method === 'GET' ? consent(request) : unknownAddress;
      if (path === '/token') return method === 'POST' ? token(request) : unknownAddress;
      return null;
    },
    /** What is wrong with a request's token: `none`, `dead`, `scope`; null for a valid one. */
    faultOf({ headers }: SandboxRequest): 'none' | 'dead' | 'scope' | null {
      const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
      if (!bearer) return 'none';
      const held = access.get(bearer);
      if (!held || held.expiresAt <= given.now().getTime()) return 'dead';
      return held.scope.split(' ').includes(given.scope) ? null : 'scope';
    },
    tokens(): { accessToken: string; refreshToken: string; expiresAt: string } {
      counted.signIns += 1;
      const { access_token: accessToken } = newAccess(given.scope);
      const expiresAt = new Date(given.now().getTime() + LIFE_S * 1000).toISOString();
      return { accessToken, refreshToken: newRefresh(given.scope), expiresAt };
    },
    /** The person has taken a permission back: tokens that are given from now on come without it. */
    withhold: (scope: string) => void withheld.add(scope),
    expireAccess: () => access.clear(),
    expireRefresh: () => refresh.clear(),
    revoke: () => {
      access.clear();
      refresh.clear();
    },
    logins: () => ({ ...counted }),
  };
}
export type GoogleOAuth = ReturnType<typeof createGoogleOAuth>;

function dead(description: string): SandboxAnswer {
  return { status: 400, json: { error: 'invalid_grant', error_description: description } };
}
