import { Refusal } from '#lib/refusal.ts';
import { accounts } from './accounts-database.ts';
import { type OpenedSession, openSession } from './open-session.ts';
import { verifyPassword } from './password.ts';
import { forgiveAttempts, takeAttempt } from './throttle.ts';
import { emailAddress, type Visitor } from './types.ts';

export type SignInResult = OpenedSession & { userId: string; email: string; name: string };

/**
 * Opens a session for whoever knows the password. An unknown address costs the same work as a wrong password.
 * @throws Refusal `wrong_credentials`; `throttled` with `retryAt`
 */
export async function signIn(
  { email, password }: { email: string; password: string },
  visitor: Visitor,
  now = new Date(),
): Promise<SignInResult> {
  const address = emailAddress.safeParse(email);
  const given = address.success ? address.data : email.trim().toLowerCase();
  await takeAttempt(
    [
      { kind: 'email', value: given },
      { kind: 'address', value: visitor.ipAddress },
    ],
    now,
  );
  const user = address.success
    ? await accounts().user.findUnique({
        where: { email: address.data },
        select: { id: true, email: true, name: true, passwordHash: true },
      })
    : null;
  const isRight = await verifyPassword(password, user?.passwordHash ?? null);
  if (!user || !isRight) throw new Refusal('wrong_credentials');
  await forgiveAttempts({ email: given, address: visitor.ipAddress });
  return {
    userId: user.id,
    email: user.email,
    name: user.name,
    ...(await openSession({ userId: user.id }, visitor, now)),
  };
}
