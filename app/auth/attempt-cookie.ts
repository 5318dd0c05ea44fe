import { cookies } from 'next/headers';
import { ATTEMPT_MS } from '#lib/users/single-sign-on/attempt.ts';
import { isSecure } from './is-secure.ts';

const cookieName = () => `${isSecure() ? '__Secure-' : ''}parvis.sign-in`;

/** Only the addresses of this sign-in get it, and a return from the provider counts as a visit (`lax`). */
const attributes = () => ({ httpOnly: true, sameSite: 'lax', path: '/api/auth/oidc', secure: isSecure() }) as const;

/** Keeps what the browser has to bring back from the provider. */
export async function writeAttemptCookie(attempt: string): Promise<void> {
  (await cookies()).set(cookieName(), attempt, { ...attributes(), maxAge: ATTEMPT_MS / 1000 });
}

/** Takes it back: a second return finds nothing. */
export async function takeAttemptCookie(): Promise<string | null> {
  const store = await cookies();
  const attempt = store.get(cookieName())?.value ?? null;
  store.set(cookieName(), '', { ...attributes(), maxAge: 0 });
  return attempt;
}
