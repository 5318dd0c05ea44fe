import { hkdfSync } from 'node:crypto';
import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { checkSession } from '#lib/users/sessions/check-session.ts';
import { SESSION_MS } from '#lib/users/sessions/open-session.ts';
import { revokeSession } from '#lib/users/sessions/revoke-session.ts';
import { signIn } from '#lib/users/sign-in.ts';
import { env } from '#lib/env.ts';
import { log } from '#lib/log.ts';
import { Refusal } from '#lib/refusal.ts';
import { isSecure } from './is-secure.ts';
import { safePath } from './safe-path.ts';
import { visitorOf } from './visitor.ts';

declare module 'next-auth' {
  interface User {
    id: string;
    sessionId: string;
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    sessionId?: string;
  }
}

export const SESSION_SECONDS = SESSION_MS / 1000;

export function sessionCookieName(): string {
  return `${isSecure() ? '__Secure-' : ''}next-auth.session-token`;
}

let secret: string | undefined;

export function sessionSecret(): string {
  secret ??= Buffer.from(
    hkdfSync('sha256', Buffer.from(env().PARVIS_SECRET, 'base64'), '', 'parvis sessions', 32),
  ).toString('base64');
  return secret;
}

/** The token in the cookie only names a row of `session`; the row decides, at every request. */
class SessionEnded extends Error {
  override readonly name = 'SessionEnded';
}

let options: NextAuthOptions | undefined;

/** Made on the first request and not at import: the settings are not there while the product is built. */
export function authOptions(): NextAuthOptions {
  trustOurAddress();
  options ??= {
    secret: sessionSecret(),
    useSecureCookies: isSecure(),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', signOut: '/sign-out', error: '/sign-in' },
    providers: [
      CredentialsProvider({
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize: async (given, request) => await authorize(given, new Headers(headersOf(request.headers))),
      }),
    ],
    callbacks: {
      redirect: ({ url, baseUrl }) => `${baseUrl}${safePath(pathOnly(url, baseUrl))}`,
      jwt: async ({ token, user }) => {
        if (user) return { sub: user.id, sessionId: user.sessionId };
        const signedIn = token.sessionId ? await checkSession(token.sessionId) : null;
        if (!signedIn) throw new SessionEnded();
        const { userId, sessionId, name, email } = signedIn;
        return { sub: userId, sessionId, name, email };
      },
      session: ({ session, token: { name = null, email = null } }) => ({ ...session, user: { name, email } }),
    },
    events: {
      signOut: async ({ token }) => {
        if (token?.sub && token.sessionId) await endQuietly({ userId: token.sub }, { sessionId: token.sessionId });
      },
    },
    logger: {
      // An ended session or a damaged cookie is a visitor, not a fault of ours.
      error: (code) => (code === 'JWT_SESSION_ERROR' ? log.debug({ code }) : log.error({ code }, 'sign-in')),
      warn: (code) => log.debug({ code }, 'sign-in'),
      debug: () => undefined,
    },
  };
  return options;
}

async function authorize(given: Record<'email' | 'password', string> | undefined, headers: Headers) {
  try {
    const { email = '', password = '' } = given ?? {};
    const { userId, sessionId, name } = await signIn(
      { email: String(email), password: String(password) },
      visitorOf(headers),
    );
    return { id: userId, name, email, sessionId };
  } catch (error) {
    // The message ends up in the address of the sign-in page: a code, and nothing of ours.
    if (error instanceof Refusal) throw new Error(error.code);
    log.error({ err: error }, 'sign-in failed');
    throw new Error('unexpected');
  }
}

/** next-auth hands over paths and whole addresses; what is not below our own address is no path. */
function pathOnly(url: string, baseUrl: string): string {
  return url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url;
}

async function endQuietly(...session: Parameters<typeof revokeSession>): Promise<void> {
  try {
    await revokeSession(...session);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

/** next-auth reads its address from the environment: the public one, or whichever the request came to. */
function trustOurAddress(): void {
  const { PUBLIC_URL } = env();
  if (PUBLIC_URL) process.env.NEXTAUTH_URL ??= PUBLIC_URL;
  else process.env.AUTH_TRUST_HOST ??= 'true';
}

function headersOf(headers: Record<string, unknown> | undefined): [string, string][] {
  return Object.entries(headers ?? {}).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
}
