import { log } from '#lib/log.ts';
import { Refusal } from '#lib/refusal.ts';

/** Where the sign-in page reads why nobody was signed in: one of its own codes, and never what the provider wrote. */
export const failures = [
  'single_sign_on_failed',
  'single_sign_on_not_allowed',
  'provider_unavailable',
  'email_not_verified',
  'other_identity',
  'throttled',
  'token_expired',
] as const;
export type SingleSignOnFailure = (typeof failures)[number];

/** Goes on, and leaves no trace of an address that held a code. */
export function goOn(path: string): Response {
  return new Response(null, {
    status: 303,
    headers: { location: path, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
  });
}

/** Back to the sign-in page, which says why. @throws the error itself, when it is a bug */
export function goBack(error: unknown): Response {
  if (!(error instanceof Refusal)) throw error;
  const failure = failures.find((code) => code === error.code) ?? 'single_sign_on_failed';
  if (failure !== error.code) log.info({ code: error.code }, 'single sign-on was refused');
  return goOn(`/sign-in?failure=${failure}`);
}
