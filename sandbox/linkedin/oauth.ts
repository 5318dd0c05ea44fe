import { escape } from '../kit/page.ts';
import type { SandboxAnswer, SandboxRequest } from '../kit/types.ts';
import { json } from './views.ts';

export const app = { clientId: '78colibri', clientSecret: 'WPL_AP1.colibri', webhookSecret: '' };

const ACCESS_S = 5_184_000;
const REFRESH_S = 31_536_000;
const SCOPES = 'r_organization_social,w_organization_social,rw_organization_admin';

/** "Authorization code flow", "Programmatic refresh tokens", "Token introspection". */
export class OAuth {
  /** The access tokens, and whether they are valid. */
  readonly access = new Map<string, 'active' | 'expired' | 'revoked'>();
  readonly refresh = new Set<string>();
  readonly counts = { signIns: 0, refreshes: 0 };
  scope = SCOPES;
  #codes = new Map<string, string>();
  #serial = 0;

  /** New tokens, as if an admin had signed in. */
  issue(): { access: string; refresh: string } {
    this.#serial += 1;
    const tokens = { access: `AQV-${this.#serial}`, refresh: `AQX-${this.#serial}` };
    this.access.set(tokens.access, 'active');
    this.refresh.add(tokens.refresh);
    return tokens;
  }

  end(state: 'expired' | 'revoked'): void {
    for (const token of this.access.keys()) this.access.set(token, state);
    if (state === 'revoked') this.refresh.clear();
  }

  authorize({ query }: SandboxRequest): SandboxAnswer {
    const [redirect, state] = [query.get('redirect_uri') ?? '', query.get('state') ?? ''];
    const isWhole =
      query.get('response_type') === 'code' && query.get('client_id') === app.clientId && redirect && state;
    if (!isWhole || !query.get('scope'))
      return html(400, '<p>Bummer, something went wrong: the request is not whole.</p>');
    this.#serial += 1;
    const code = `AQT-${this.#serial}`;
    this.#codes.set(code, redirect);
    const back = (answer: Record<string, string>) => {
      const url = new URL(redirect);
      for (const [name, value] of Object.entries({ ...answer, state })) url.searchParams.set(name, value);
      return escape(url.href);
    };
    const refusal = { error: 'user_cancelled_authorize', error_description: 'The user cancelled the authorization' };
    const links = `<p><a href="${back({ code })}">Allow</a> <a href="${back(refusal)}">Refuse</a></p>`;
    return html(200, `<h1>LinkedIn (sandbox)</h1><p>Asked for: ${escape(query.get('scope') ?? '')}</p>${links}`);
  }

  token({ body, headers }: SandboxRequest): SandboxAnswer {
    const form = new URLSearchParams(body.toString());
    if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return refused('invalid_request');
    if (form.get('client_id') !== app.clientId || form.get('client_secret') !== app.clientSecret) {
      return json(401, { error: 'invalid_client', error_description: 'Client authentication failed' });
    }
    if (form.get('grant_type') === 'authorization_code') {
      const code = form.get('code') ?? '';
      if (this.#codes.get(code) !== form.get('redirect_uri')) return refused('invalid_grant');
      this.#codes.delete(code);
      this.counts.signIns += 1;
      return this.#tokens();
    }
    if (form.get('grant_type') !== 'refresh_token') return refused('invalid_request');
    const held = form.get('refresh_token') ?? '';
    if (!this.refresh.has(held)) return refused('invalid_grant');
    this.counts.refreshes += 1;
    return this.#tokens(held);
  }

  introspect({ body }: SandboxRequest): SandboxAnswer {
    const form = new URLSearchParams(body.toString());
    if (form.get('client_secret') !== app.clientSecret) return json(401, { error: 'invalid_client' });
    const status = this.access.get(form.get('token') ?? '') ?? 'revoked';
    return json(200, {
      active: status === 'active',
      status,
      scope: this.scope,
      client_id: app.clientId,
      auth_type: '3L',
    });
  }

  #tokens(kept?: string): SandboxAnswer {
    const { access, refresh } = this.issue();
    if (kept) this.refresh.delete(refresh);
    return json(200, {
      access_token: access,
      expires_in: ACCESS_S,
      refresh_token: kept ?? refresh,
      refresh_token_expires_in: REFRESH_S,
      scope: this.scope,
    });
  }
}

function refused(error: 'invalid_grant' | 'invalid_request'): SandboxAnswer {
  const words = 'The provided authorization grant or refresh token is invalid, expired or revoked';
  return json(400, { error, error_description: words });
}

function html(status: number, body: string): SandboxAnswer {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}
