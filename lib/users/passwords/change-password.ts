import { Refusal } from '#lib/refusal.ts';
import { inUserTables, userTables } from '#lib/db/user-tables.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { endOtherSessions } from '../sessions/revoke-session.ts';
import { forgiveAttempts, takeAttempt } from '../throttle.ts';
import type { SignedIn } from '../types.ts';

/**
 * Sets a new password and ends all other sessions of the user.
 * @throws Refusal `wrong_credentials` for the current password; `weak_password`, `throttled`
 */
export async function changePassword(
  { userId, sessionId, email, name }: SignedIn,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
): Promise<{ revoked: number }> {
  await takeAttempt([{ kind: 'password_change', value: userId }]);
  const user = await userTables().user.findUniqueOrThrow({ where: { id: userId }, select: { passwordHash: true } });
  if (!(await verifyPassword(currentPassword, user.passwordHash, 'known'))) throw new Refusal('wrong_credentials');
  await forgiveAttempts({ forgotten: [{ kind: 'password_change', value: userId }] });
  const passwordHash = await hashPassword(newPassword, { email, name });
  return await inUserTables(async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { passwordHash }, select: { id: true } });
    return await endOtherSessions(tx, { userId }, { keepSessionId: sessionId });
  });
}
