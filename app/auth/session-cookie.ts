import { cookies } from 'next/headers';
import { cache } from 'react';
import { isSigned, sign } from '#lib/crypto/sign.ts';
import type { OpenedSession } from '#lib/users/sessions/open-session.ts';
import { isSecure } from './is-secure.ts';

const PURPOSE = 'session cookie';

export function sessionCookieName(): string {
  return `${isSecure() ? '__Host-' : ''}parvis.session`;
}

/** Names a row of `session` and proves that we wrote it; whether the session is still open, the row alone says. */
export function sessionCookieValue(sessionId: string): string {
  return `${sessionId}.${sign(sessionId, PURPOSE)}`;
}

/** Hands the browser its session. */
export async function writeSessionCookie({ sessionId, expiresAt }: OpenedSession): Promise<void> {
  (await cookies()).set(sessionCookieName(), sessionCookieValue(sessionId), { ...attributes(), expires: expiresAt });
}

export async function clearSessionCookie(): Promise<void> {
  (await cookies()).set(sessionCookieName(), '', { ...attributes(), maxAge: 0 });
}

/** The session that the request's cookie names, once a request. Null for a cookie that we did not write. */
export const readSessionId = cache(async (): Promise<string | null> => {
  const [sessionId, signature, ...rest] = (await cookies()).get(sessionCookieName())?.value.split('.') ?? [];
  if (!sessionId || !signature || rest.length > 0) return null;
  return isSigned(sessionId, signature, PURPOSE) ? sessionId : null;
});

const attributes = () => ({ httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure() }) as const;
