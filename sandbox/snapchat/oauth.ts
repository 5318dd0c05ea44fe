import { escape } from '../kit/page.ts';
import type { SandboxAnswer, SandboxRequest } from '../kit/types.ts';

export const app = { clientId: '5e1f0c7a-colibri', clientSecret: 'colibri-secret', webhookSecret: '' };

/** "Authentication": codes, short access tokens, and refresh tokens that change with each use. */
export class OAuth {
  /** Permissions that tokens come without from now on. */
  readonly withheld = new Set<string>();
  readonly access = new Set<string>();
  readonly refresh = new Set<string>();
  readonly counts = { signIns: 0, refreshes: 0 };
  #codes = new Map<string, string>();
  #serial = 0;

  issue(): { access: string; refresh: string } {
    this.#serial += 1;
    const tokens = { access: `eyJhY2Nlc3M-${this.#serial}`, refresh: `eyJyZWZyZXNo-${this.#serial}` };
    this.access.add(tokens.access);
    this.refresh.add(tokens.refresh);
    return tokens;
  }

  authorize({ query }: SandboxRequest): SandboxAnswer {
    const [redirect, state] = [query.get('redirect_uri') ?? '', query.get('state') ?? ''];
    const isWhole = query.get('client_id') === app.clientId && query.get('response_type') === 'code' && redirect;
    if (!isWhole || query.get('scope') !== 'snapchat-profile-api')
      return { status: 400, json: { error: 'invalid_request' } };
    this.#serial += 1;
    const code = `code-${this.#serial}`;
    this.#codes.set(code, redirect);
    const back = (answer: Record<string, string>) => {
      const url = new URL(redirect);
      for (const [name, value] of Object.entries({ ...answer, state })) url.searchParams.set(name, value);
      return escape(url.href);
    };
    const links = `<a href="${back({ code })}">Allow</a> <a href="${back({ error: 'access_denied' })}">Refuse</a>`;
    const body = `<h1>Snapchat (sandbox)</h1><p>${links}</p>`;
    return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
  }

  token({ body }: SandboxRequest): SandboxAnswer {
    const form = new URLSearchParams(body.toString());
    if (form.get('client_id') !== app.clientId || form.get('client_secret') !== app.clientSecret) {
      return { status: 401, json: { error: 'invalid_client' } };
    }
    switch (form.get('grant_type') ?? '') {
      case 'authorization_code': {
        const code = form.get('code') ?? '';
        if (this.#codes.get(code) !== form.get('redirect_uri')) return invalidGrant;
        this.#codes.delete(code);
        this.counts.signIns += 1;
        return this.#tokens();
      }
      case 'refresh_token':
        if (!this.refresh.delete(form.get('refresh_token') ?? '')) return invalidGrant;
        this.counts.refreshes += 1;
        return this.#tokens();
      default:
        return { status: 400, json: { error: 'unsupported_grant_type' } };
    }
  }

  #tokens(): SandboxAnswer {
    const { access, refresh } = this.issue();
    const scope = this.withheld.has('snapchat-profile-api') ? '' : 'snapchat-profile-api';
    const json = { access_token: access, expires_in: 1_800, refresh_token: refresh, scope, token_type: 'Bearer' };
    return { status: 200, json };
  }
}

const invalidGrant: SandboxAnswer = {
  status: 400,
  json: { error: 'invalid_grant', error_description: 'The refresh token is invalid or expired.' },
};
