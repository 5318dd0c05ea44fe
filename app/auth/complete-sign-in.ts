import { withOrigin } from '#lib/origin.ts';
import type { OpenedSession } from '#lib/users/sessions/open-session.ts';
import { recordForUser } from '#lib/workspaces/audit/record-for-user.ts';
import { readClientAddress } from './forwarded-headers.ts';
import { rememberDevice } from './remember-device.ts';
import { clearSecondStepCookie } from './second-step-cookie.ts';
import { writeSessionCookie } from './session-cookie.ts';

/** What proved who signs in, for the audit log. */
export type SignInMethod = 'password' | 'totp' | 'passkey' | 'recovery_code' | 'single_sign_on';

/** Hands the browser its new session, and writes the sign-in to the audit log. */
export async function completeSignIn(
  opened: OpenedSession & { userId: string },
  { method, headers }: { method: SignInMethod; headers: Headers },
): Promise<void> {
  await writeSessionCookie(opened);
  await rememberDevice(opened.userId);
  await clearSecondStepCookie();
  const origin = { address: readClientAddress(headers), sessionId: opened.sessionId };
  await withOrigin(origin, () => recordForUser(opened.userId, { act: 'signed_in', details: { method } }));
}
