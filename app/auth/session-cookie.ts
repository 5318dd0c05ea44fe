import { decode, encode } from 'next-auth/jwt';
import { cookies } from 'next/headers';
import { cache } from 'react';
import type { OpenedSession } from '#lib/users/sessions/open-session.ts';
import { isSecure } from './is-secure.ts';
import { SESSION_SECONDS, sessionCookieName, sessionSecret } from './auth-options.ts';

/** Hands the browser its session, in next-auth's own cookie. */
export async function writeSessionCookie({
  userId,
  sessionId,
  expiresAt,
}: OpenedSession & { userId: string }): Promise<void> {
  const token = await encode({ token: { sub: userId, sessionId }, secret: sessionSecret(), maxAge: SESSION_SECONDS });
  (await cookies()).set(sessionCookieName(), token, { ...attributes(), expires: expiresAt });
}

export async function clearSessionCookie(): Promise<void> {
  (await cookies()).set(sessionCookieName(), '', { ...attributes(), maxAge: 0 });
}

/** The session that the request's cookie names, once a request; whether it is still open, the database says. */
export const readSessionId = cache(async (): Promise<string | null> => {
  const token = (await cookies()).get(sessionCookieName())?.value;
  if (!token) return null;
  try {
    return (await decode({ token, secret: sessionSecret() }))?.sessionId ?? null;
  } catch {
    return null; // damaged, run out, or sealed with another secret
  }
});

const attributes = () => ({ httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure() }) as const;
