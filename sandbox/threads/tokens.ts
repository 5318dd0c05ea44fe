import { graphAnswer, graphFaults } from '../kit/meta/answers.ts';
import { GraphRefusal } from '../kit/meta/refusal.ts';
import { escape, page } from '../kit/page.ts';
import type { SandboxAnswer, SandboxRequest } from '../kit/types.ts';

type Token = { kind: 'short' | 'long'; givenAt: Date; expiresAt: Date };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LONG_LIFE_S = 5_184_000;

export const sandboxApp = {
  clientId: '553300442211',
  clientSecret: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  webhookSecret: 'parvis-fils',
};

const scopes = [
  'threads_basic',
  'threads_read_replies',
  'threads_manage_replies',
  'threads_content_publish',
  'threads_manage_mentions',
  'threads_delete',
];

/** The issued tokens, and the pages and edges that issue them. */
export function createTokens(now: () => Date, userId: string) {
  const tokens = new Map<string, Token>();
  const codes = new Map<string, { redirectUri: string; givenAt: Date }>();
  const logins = { signIns: 0, refreshes: 0 };
  let last = 0;
  /** Those issued before the person revoked the permission. */
  let revoked = new Set<string>();

  const give = (kind: Token['kind']): string => {
    last += 1;
    const text = `THQVParvis${kind}${String(last).padStart(6, '0')}ZD`;
    const lifeMs = kind === 'short' ? HOUR_MS : LONG_LIFE_S * 1000;
    tokens.set(text, { kind, givenAt: now(), expiresAt: new Date(now().getTime() + lifeMs) });
    return text;
  };
  const check = (text: string | null): Token => {
    const token = tokens.get(text ?? '');
    if (!token) throw new GraphRefusal(graphFaults.badToken);
    if (revoked.has(text ?? '')) throw new GraphRefusal(graphFaults.removedApp);
    if (token.expiresAt <= now()) throw new GraphRefusal(graphFaults.expiredToken);
    return token;
  };
  const longLived = () => graphAnswer({ access_token: give('long'), token_type: 'bearer', expires_in: LONG_LIFE_S });

  const exchange = (form: URLSearchParams): SandboxAnswer => {
    const { clientId, clientSecret } = sandboxApp;
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
      throw bad('Error validating client secret.');
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const isGood = code?.redirectUri === form.get('redirect_uri') && form.get('grant_type') === 'authorization_code';
    if (!isGood || code.givenAt.getTime() + HOUR_MS < now().getTime())
      throw bad('This authorization code has been used or expired.');
    logins.signIns += 1;
    // The id is a bare number, too long for JavaScript.
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: `{"access_token":"${give('short')}","user_id":${userId}}`,
    };
  };

  const dialog = ({ query }: SandboxRequest): SandboxAnswer => {
    const redirectUri = query.get('redirect_uri') ?? '';
    const isGood =
      query.get('client_id') === sandboxApp.clientId &&
      query.get('response_type') === 'code' &&
      query.get('scope')?.includes('threads_basic');
    if (!redirectUri || !isGood) return page('Threads', '<p>Invalid request</p>', 400);
    const back = (answer: Record<string, string>, end = '') => {
      const url = new URL(redirectUri);
      for (const [name, value] of Object.entries({ ...answer, state: query.get('state') ?? '' }))
        url.searchParams.set(name, value);
      return escape(url.href + end);
    };
    last += 1;
    const code = `AQBParvis${String(last).padStart(6, '0')}`;
    codes.set(code, { redirectUri, givenAt: now() });
    const refusal = {
      error: 'access_denied',
      error_reason: 'user_denied',
      error_description: 'The user denied your request.',
    };
    return page(
      'Threads',
      `<p>Parvis asks: ${escape(query.get('scope') ?? '')}</p><p><a href="${back({ code }, '#_')}">Allow</a> <a href="${back(refusal)}">Refuse</a></p>`,
    );
  };

  return {
    logins,
    give,
    check,
    /** The pages and edges outside the versioned API; null for other addresses. */
    answer(request: SandboxRequest): SandboxAnswer | null {
      const { query } = request;
      switch (`${request.method} ${request.path}`) {
        case 'GET /oauth/authorize':
          return dialog(request);
        case 'POST /oauth/access_token':
          return exchange(new URLSearchParams(request.body.toString('utf8')));
        case 'GET /access_token':
          if (query.get('grant_type') !== 'th_exchange_token' || query.get('client_secret') !== sandboxApp.clientSecret)
            throw bad('Invalid request');
          check(query.get('access_token'));
          return longLived();
        case 'GET /refresh_access_token': {
          if (query.get('grant_type') !== 'th_refresh_token') throw bad('Invalid grant_type');
          const token = check(query.get('access_token'));
          if (token.kind !== 'long' || token.givenAt.getTime() + DAY_MS > now().getTime())
            throw bad('The token must be at least 24 hours old.');
          logins.refreshes += 1;
          return longLived();
        }
        default:
          return null;
      }
    },
    /** What the network knows of a token. @param withheld permissions that it came without */
    debug({ query }: SandboxRequest, withheld: ReadonlySet<string>): SandboxAnswer {
      const text = query.get('input_token') ?? '';
      const token = tokens.get(text);
      return graphAnswer({
        data: {
          type: 'USER',
          application: 'Parvis',
          is_valid: token !== undefined && !revoked.has(text) && token.expiresAt > now(),
          scopes: scopes.filter((scope) => !withheld.has(scope)),
          user_id: userId,
        },
      });
    },
    expireAll(): void {
      for (const [text, token] of tokens) tokens.set(text, { ...token, expiresAt: now() });
    },
    revoke(): void {
      revoked = new Set(tokens.keys());
    },
  };
}

function bad(message: string): GraphRefusal {
  return new GraphRefusal({ code: 100, message });
}
