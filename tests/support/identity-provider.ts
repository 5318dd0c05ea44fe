import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Provider } from 'oidc-provider';
import { freePort } from '#scripts/postgres/free-port.ts';

/** What the provider says of an account. */
export type ProviderAccount = { email?: string; email_verified?: unknown; name?: string };

export const CLIENT = { id: 'parvis', secret: 'a secret of at least thirty-two characters' };

export type IdentityProvider = Awaited<ReturnType<typeof startIdentityProvider>>;

/**
 * A real OpenID Connect provider on loopback. Its sign-in page has one button an account; a program that follows its
 * redirects without a browser is signed in as whoever `signInAs` named.
 */
export async function startIdentityProvider({ redirectUri, port }: { redirectUri: string; port?: number }) {
  const at = port ?? (await freePort());
  const issuer = `http://127.0.0.1:${at}`;
  const accounts = new Map<string, ProviderAccount>();
  let chosen: string | null = null;

  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['for tests only'] },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_: unknown, sub: string) => ({ accountId: sub, claims: () => ({ sub, ...accounts.get(sub) }) }),
  });
  provider.on('server_error', (_: unknown, error: unknown) => {
    throw new Error('the provider itself failed', { cause: error });
  });

  const asOidc = provider.callback();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer);
    if (!pathname.startsWith('/interaction/')) return asOidc(request, response);
    const account = searchParams.get('account') ?? chosen;
    if (account !== null) return void finish(request, response, account);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end([...accounts.keys()].map((id) => `<p><a href="${pathname}?account=${id}">Be ${id}</a>`).join(''));
  });

  async function finish(request: IncomingMessage, response: ServerResponse, accountId: string): Promise<void> {
    if (accountId === 'nobody') {
      await provider.interactionFinished(request, response, { error: 'access_denied' });
      return;
    }
    await provider.interactionDetails(request, response);
    const grant = new provider.Grant({ accountId, clientId: CLIENT.id });
    grant.addOIDCScope('openid email profile');
    const result = { login: { accountId }, consent: { grantId: await grant.save() } };
    await provider.interactionFinished(request, response, result);
  }

  const listen = () => new Promise<void>((done) => server.listen(at, '127.0.0.1', done));
  const close = async () => {
    server.closeAllConnections();
    if (server.listening) await new Promise((done) => server.close(done));
  };
  await listen();
  return {
    issuer,
    /** Makes an account, or changes what is said of it. */
    account: (id: string, claims: ProviderAccount) => void accounts.set(id, claims),
    signInAs: (id: string) => void (chosen = id),
    /** Goes away, and comes back at the same address. */
    goAway: close,
    comeBack: listen,
    stop: close,
  };
}

/** The settings that make an installation use it. */
export function providerSettings(issuer: string): Record<string, string> {
  return {
    PARVIS_OIDC_ISSUER: issuer,
    PARVIS_OIDC_CLIENT_ID: CLIENT.id,
    PARVIS_OIDC_CLIENT_SECRET: CLIENT.secret,
    PARVIS_OIDC_NAME: 'Maison ID',
  };
}
