import { isSigned, sign } from '#lib/crypto/sign.ts';
import { isSecure } from './is-secure.ts';

const PURPOSE = 'session cookie';

export function sessionCookieName(): string {
  return `${isSecure() ? '__Host-' : ''}parvis.session`;
}

/** Names a row of `session` and proves that we wrote it; whether the session is still open, the row alone says. */
export function sessionCookieValue(sessionId: string): string {
  return `${sessionId}.${sign(sessionId, PURPOSE)}`;
}

/** The session that a cookie's value names. Null for a value that we did not write. */
export function sessionIdIn(value: string | undefined): string | null {
  const [sessionId, signature, ...rest] = value?.split('.') ?? [];
  if (!sessionId || !signature || rest.length > 0) return null;
  return isSigned(sessionId, signature, PURPOSE) ? sessionId : null;
}
