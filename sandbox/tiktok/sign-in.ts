import type { SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';
import { escape, page } from '#sandbox/kit/page.ts';
import { ApiError, envelope, Params } from './answers.ts';

const SCOPES = [
  'user.info.basic',
  'user.info.username',
  'user.info.profile',
  'video.list',
  'comment.list',
  'comment.list.manage',
  'message.list.read',
  'message.list.send',
  'message.list.manage',
  'biz.brand.insights',
].join(',');
const CODE_MS = 10 * 60_000;
const DAY_MS = 24 * 3_600_000;

/** The app, the codes and the tokens. */
export class SignIn {
  /** Permissions that tokens come without from now on. */
  readonly withheld = new Set<string>();
  readonly app = { clientId: '7510000000000000042', clientSecret: 'sandbox-tiktok-secret' };
  readonly advertiserToken = 'adv.sandbox';
  refreshes = 0;
  signIns = 0;
  #access = 'act.1';
  #refresh = 'rft.1';
  #accessEnds: number;
  #isAccessDead = false;
  #isRefreshDead = false;
  #turn = 1;
  readonly #codes = new Map<string, { redirectUri: string; ends: number }>();
  readonly #openId: string;
  readonly #now: () => Date;

  constructor({ openId, now }: { openId: string; now: () => Date }) {
    this.#openId = openId;
    this.#now = now;
    this.#accessEnds = now().getTime() + DAY_MS;
  }

  tokens(): { accessToken: string; refreshToken: string; expiresAt: string } {
    return {
      accessToken: this.#access,
      refreshToken: this.#refresh,
      expiresAt: new Date(this.#accessEnds).toISOString(),
    };
  }

  expireAccess(): void {
    this.#isAccessDead = true;
  }

  expireRefresh(): void {
    this.#isRefreshDead = true;
  }

  /** @throws ApiError when the header's token is not valid for the endpoint */
  check({ headers }: SandboxRequest, { isAds }: { isAds: boolean }): void {
    const token = headers['access-token'];
    if (!token) throw new ApiError(40104, 'Access token is empty');
    if (isAds ? token === this.advertiserToken : token === this.#access && !this.#isAccessDead) return;
    throw new ApiError(40105, 'Access token is incorrect or has been revoked');
  }

  /** The page where the member grants or refuses access. */
  authorizePage({ query }: SandboxRequest): SandboxAnswer {
    const redirectUri = query.get('redirect_uri') ?? '';
    const target = URL.parse(redirectUri);
    const isKnown = query.get('client_key') === this.app.clientId && query.get('response_type') === 'code';
    // The registered address ends with a slash and has no query, and the sent one must be identical.
    if (!isKnown || !target || !target.pathname.endsWith('/') || target.search) {
      return page('TikTok', '<p>redirect_uri or client_key is not the registered one</p>', 400);
    }
    const code = `code-${this.#codes.size + 1}`;
    this.#codes.set(code, { redirectUri, ends: this.#now().getTime() + CODE_MS });
    const state = query.get('state') ?? '';
    const link = (params: Record<string, string>) =>
      escape(`${redirectUri}?${new URLSearchParams({ ...params, state }).toString()}`);
    const allow = link({ code, scopes: SCOPES });
    const refuse = link({ error: 'access_denied', error_description: 'User denied access' });
    return page('TikTok', `<p>Parvis</p><p><a href="${allow}">Allow</a> <a href="${refuse}">Refuse</a></p>`);
  }

  trade(request: SandboxRequest): SandboxAnswer {
    const params = this.#appParams(request);
    params.oneOf('grant_type', ['authorization_code']);
    const code = this.#codes.get(params.text('auth_code'));
    this.#codes.delete(params.text('auth_code'));
    if (!code || code.ends < this.#now().getTime() || code.redirectUri !== params.text('redirect_uri')) {
      throw new ApiError(40110, 'Auth code is invalid');
    }
    this.signIns += 1;
    return this.#give();
  }

  refresh(request: SandboxRequest): SandboxAnswer {
    const params = this.#appParams(request);
    params.oneOf('grant_type', ['refresh_token']);
    const isGood = params.text('refresh_token') === this.#refresh && !this.#isRefreshDead;
    if (!isGood) throw new ApiError(40107, 'Refresh token is invalid');
    this.refreshes += 1;
    return this.#give();
  }

  #appParams(request: SandboxRequest): Params {
    const params = new Params(request);
    const isApp =
      params.text('client_id') === this.app.clientId && params.text('client_secret') === this.app.clientSecret;
    if (!isApp) throw new ApiError(40001, 'client_secret is wrong');
    return params;
  }

  /** New tokens; the old ones stop working. */
  #give(): SandboxAnswer {
    this.#turn += 1;
    this.#access = `act.${this.#turn}`;
    this.#refresh = `rft.${this.#turn}`;
    this.#accessEnds = this.#now().getTime() + DAY_MS;
    this.#isAccessDead = false;
    this.#isRefreshDead = false;
    return envelope({
      access_token: this.#access,
      token_type: 'Bearer',
      expires_in: 86_400,
      refresh_token: this.#refresh,
      refresh_token_expires_in: 31_536_000,
      open_id: this.#openId,
      scope: SCOPES.split(',')
        .filter((scope) => !this.withheld.has(scope))
        .join(','),
    });
  }
}
