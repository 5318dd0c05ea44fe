import { createHash } from 'node:crypto';
import { escape, page } from '#sandbox/kit/page.ts';
import type { SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';

type App = { clientId: string; clientSecret: string; webhookSecret: string; consumerKey: string };
type Code = { challenge: string; redirectUri: string; scope: string; at: number };

const CODE_MS = 30_000;
const SECONDS = 7_200;
const STATE_MAX = 500;

/** OAuth 2.0 with PKCE, and the app's own token. Source: docs.x.com/fundamentals/authentication. */
export function createOAuth(app: App, name: string, now: () => Date) {
  const codes = new Map<string, Code>();
  const withheld = new Set<string>();
  const access = new Map<string, { scope: string }>();
  const refresh = new Map<string, string>();
  let made = 0;
  let refreshes = 0;
  let signIns = 0;
  const appToken = 'AAAAAAAAAAAAAAAAAAAAAsandboxapp';

  function grant(scope: string): { accessToken: string; refreshToken: string } {
    made += 1;
    const [accessToken, refreshToken] = [`eC1hY2Nlc3M-${made}`, `eC1yZWZyZXNo-${made}`];
    access.set(accessToken, { scope });
    refresh.set(refreshToken, scope);
    return { accessToken, refreshToken };
  }

  function authorize(query: URLSearchParams): SandboxAnswer {
    const get = (key: string) => query.get(key) ?? '';
    const wrong =
      get('response_type') !== 'code' ||
      get('client_id') !== app.clientId ||
      get('code_challenge_method') !== 'S256' ||
      get('code_challenge') === '' ||
      get('state').length > STATE_MAX ||
      !URL.canParse(get('redirect_uri'));
    if (wrong) return page('Something went wrong', '<p>You weren’t able to give access to the App.</p>', 400);
    const code = `bUNvZGU-${codes.size + 1}`;
    codes.set(code, {
      challenge: get('code_challenge'),
      redirectUri: get('redirect_uri'),
      scope: get('scope'),
      at: now().getTime(),
    });
    const back = (params: Record<string, string>) => {
      const url = new URL(get('redirect_uri'));
      for (const [key, value] of Object.entries({ state: get('state'), ...params })) url.searchParams.set(key, value);
      return escape(url.href);
    };
    return page(
      'Parvis wants to access your X account',
      `<p>${escape(name)}</p><p><a href="${back({ code })}">Allow</a> · <a href="${back({ error: 'access_denied' })}">Refuse</a></p>`,
    );
  }

  function token({ headers, body }: SandboxRequest): SandboxAnswer {
    const form = new URLSearchParams(body.toString('utf8'));
    if (headers.authorization !== basic(app.clientId, app.clientSecret)) {
      return failed(401, 'unauthorized_client', 'Missing valid authorization header');
    }
    let scope: string | undefined;
    if (form.get('grant_type') === 'authorization_code') {
      const held = codes.get(form.get('code') ?? '');
      codes.delete(form.get('code') ?? '');
      const challenge = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url');
      const isGood =
        held &&
        held.challenge === challenge &&
        held.redirectUri === form.get('redirect_uri') &&
        now().getTime() < held.at + CODE_MS;
      if (!isGood) return failed(400, 'invalid_request', 'Value passed for the authorization code was invalid.');
      scope = held.scope;
      signIns += 1;
    } else if (form.get('grant_type') === 'refresh_token') {
      const before = refresh.get(form.get('refresh_token') ?? '');
      scope = before
        ?.split(' ')
        .filter((one) => !withheld.has(one))
        .join(' ');
      if (scope === undefined) return failed(400, 'invalid_request', 'Value passed for the token was invalid.');
      // It can be used only once, and the access tokens from it stop working too.
      refresh.delete(form.get('refresh_token') ?? '');
      access.clear();
      refreshes += 1;
    } else return failed(400, 'invalid_request', 'Value passed for the grant_type was invalid.');
    const { accessToken, refreshToken } = grant(scope);
    const isOffline = scope.split(' ').includes('offline.access');
    return {
      status: 200,
      json: {
        token_type: 'bearer',
        expires_in: SECONDS,
        access_token: accessToken,
        scope,
        ...(isOffline ? { refresh_token: refreshToken } : {}),
      },
    };
  }

  function handle(request: SandboxRequest): SandboxAnswer | null {
    const { method, path, query, headers, body } = request;
    switch (`${method} ${path}`) {
      case 'GET /i/oauth2/authorize':
        return authorize(query);
      case 'POST /2/oauth2/token':
        return token(request);
      case 'POST /2/oauth2/revoke':
        access.delete(new URLSearchParams(body.toString('utf8')).get('token') ?? '');
        return { status: 200, json: { revoked: true } };
      case 'POST /oauth2/token':
        return headers.authorization === basic(app.consumerKey, app.webhookSecret) &&
          body.toString('utf8') === 'grant_type=client_credentials'
          ? { status: 200, json: { token_type: 'bearer', access_token: appToken } }
          : { status: 403, json: { errors: [{ code: 99, message: 'Unable to verify your credentials' }] } };
      default:
        return null;
    }
  }

  return {
    handle,
    grant,
    /** Whose token a call has, and what it may do. */
    callerOf: ({ headers }: SandboxRequest): 'app' | { scope: string } | null => {
      const given = headers.authorization?.replace(/^Bearer /, '') ?? '';
      return given === appToken ? 'app' : (access.get(given) ?? null);
    },
    /** Tokens that are given from now on come without this scope. */
    withhold: (scope: string) => void withheld.add(scope),
    expireAccess: () => access.clear(),
    expireRefresh: () => refresh.clear(),
    logins: () => ({ signIns, refreshes }),
  };
}

function failed(status: number, error: string, description: string): SandboxAnswer {
  return { status, json: { error, error_description: description } };
}

function basic(id: string, secret: string): string {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
}
