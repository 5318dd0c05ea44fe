import { escape } from '../kit/page.ts';
import type { SandboxAnswer, SandboxRequest } from '../kit/types.ts';

export const app = { clientId: '1489001', clientSecret: 'colibri-secret', webhookSecret: '' };

const ACCESS_S = 2_592_000;
const REFRESH_S = 5_184_000;

export function failure(status: number, code: number, message: string): SandboxAnswer {
  return { status, json: { code, message } };
}

/** "Set up authentication and authorization": codes, access tokens, and refresh tokens that change with each use. */
const SCOPES = ['boards:read', 'pins:read', 'user_accounts:read'];

export class OAuth {
  /** Permissions that tokens come without from now on. */
  readonly withheld = new Set<string>();
  readonly access = new Set<string>();
  readonly refresh = new Set<string>();
  readonly counts = { signIns: 0, refreshes: 0 };
  readonly #now: () => Date;
  #codes = new Map<string, string>();
  #serial = 0;

  constructor(now: () => Date) {
    this.#now = now;
  }

  issue(): { access: string; refresh: string } {
    this.#serial += 1;
    const tokens = { access: `pina_${this.#serial}`, refresh: `pinr_${this.#serial}` };
    this.access.add(tokens.access);
    this.refresh.add(tokens.refresh);
    return tokens;
  }

  authorize({ query }: SandboxRequest): SandboxAnswer {
    const [redirect, state] = [query.get('redirect_uri') ?? '', query.get('state') ?? ''];
    const isWhole = query.get('client_id') === app.clientId && query.get('response_type') === 'code' && redirect;
    if (!isWhole || !query.get('scope')) return failure(400, 1, 'Invalid request parameters');
    this.#serial += 1;
    const code = `code-${this.#serial}`;
    this.#codes.set(code, redirect);
    const back = (answer: Record<string, string>) => {
      const url = new URL(redirect);
      for (const [name, value] of Object.entries({ ...answer, state })) url.searchParams.set(name, value);
      return escape(url.href);
    };
    const links = `<p><a href="${back({ code })}">Allow</a> <a href="${back({ error: 'access_denied' })}">Refuse</a></p>`;
    const body = `<h1>Pinterest (sandbox)</h1><p>Asked for: ${escape(query.get('scope') ?? '')}</p>${links}`;
    return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
  }

  token({ body, headers }: SandboxRequest): SandboxAnswer {
    const expected = `Basic ${Buffer.from(`${app.clientId}:${app.clientSecret}`).toString('base64')}`;
    if (headers.authorization !== expected) return failure(401, 2, 'Authentication failed.');
    const form = new URLSearchParams(body.toString());
    const grant = form.get('grant_type');
    // The answer for an app from before 2025-09-25.
    if (form.get('continuous_refresh') !== 'true')
      return failure(400, 1, 'Legacy refresh tokens are no longer supported.');
    if (grant === 'authorization_code') {
      const code = form.get('code') ?? '';
      if (this.#codes.get(code) !== form.get('redirect_uri')) return failure(400, 1, 'Invalid request parameters');
      this.#codes.delete(code);
      this.counts.signIns += 1;
      return this.#tokens(grant);
    }
    if (grant !== 'refresh_token' || !this.refresh.delete(form.get('refresh_token') ?? '')) {
      return failure(400, 1, 'Invalid request parameters');
    }
    this.counts.refreshes += 1;
    return this.#tokens(grant);
  }

  #tokens(responseType: string): SandboxAnswer {
    const { access, refresh } = this.issue();
    return {
      status: 200,
      json: {
        access_token: access,
        refresh_token: refresh,
        response_type: responseType,
        token_type: 'bearer',
        expires_in: ACCESS_S,
        refresh_token_expires_in: REFRESH_S,
        refresh_token_expires_at: Math.floor(this.#now().getTime() / 1000) + REFRESH_S,
        scope: SCOPES.filter((scope) => !this.withheld.has(scope)).join(' '),
      },
    };
  }
}
