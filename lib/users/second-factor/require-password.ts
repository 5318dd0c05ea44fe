import { userTables } from '#lib/db/user-tables.ts';
import { Refusal } from '#lib/refusal.ts';
import { verifyPassword } from '../passwords/password.ts';
import { forgiveAttempts, takeAttempt } from '../throttle.ts';

export type WithPassword = { password: string };

/**
 * Asks for the password again before a way to sign in is added, replaced or removed, so that a browser left open gives
 * nobody the account. A user whom only the provider signs in has none; the provider's session is the proof.
 * @throws Refusal `wrong_credentials`, `throttled`
 */
export async function requirePassword({ userId }: { userId: string }, password: string): Promise<void> {
  const { passwordHash } = await userTables().user.findUniqueOrThrow({
    where: { id: userId },
    select: { passwordHash: true },
  });
  if (passwordHash === null) return;
  const attempt = { kind: 'password_change', value: userId } as const;
  await takeAttempt([attempt]);
  if (!(await verifyPassword(password, passwordHash, 'known'))) throw new Refusal('wrong_credentials');
  await forgiveAttempts({ forgotten: [attempt] });
}
