import { cookies } from 'next/headers';
import { cache } from 'react';
import type { OpenedSession } from '#lib/users/sessions/open-session.ts';
import { isSecure } from './is-secure.ts';
import { sessionCookieName, sessionCookieValue, sessionIdIn } from './session-cookie-value.ts';

/** Hands the browser its session. */
export async function writeSessionCookie({ sessionId, expiresAt }: OpenedSession): Promise<void> {
  (await cookies()).set(sessionCookieName(), sessionCookieValue(sessionId), { ...attributes(), expires: expiresAt });
}

export async function clearSessionCookie(): Promise<void> {
  (await cookies()).set(sessionCookieName(), '', { ...attributes(), maxAge: 0 });
}

/** The session that the request's cookie names, once a request. Null for a cookie that we did not write. */
export const readSessionId = cache(async (): Promise<string | null> =>
  sessionIdIn((await cookies()).get(sessionCookieName())?.value),
);

const attributes = () => ({ httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure() }) as const;
