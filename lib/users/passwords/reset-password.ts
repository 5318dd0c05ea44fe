import { inUserTables } from '#lib/db/user-tables.ts';
import { readEmailToken, takeEmailToken } from '../email-token.ts';
import { hashPassword } from './password.ts';
import { revokeOtherSessions } from '../sessions/revoke-session.ts';

/**
 * Sets a new password with a link's token and ends all sessions. The link came by e-mail, so it also verifies the address.
 * @throws Refusal `token_expired`, `weak_password`, `busy`
 */
export async function resetPassword(
  { token, password }: { token: string; password: string },
  now = new Date(),
): Promise<{ userId: string }> {
  const link = { token, purpose: 'reset_password' } as const;
  // Check the token before hashing, and hash outside the transaction.
  const { user } = await readEmailToken(link, now);
  const passwordHash = await hashPassword(password, user);
  const userId = await inUserTables(async (tx) => {
    const { userId: id } = await takeEmailToken(tx, link, now);
    await tx.user.update({ where: { id }, data: { passwordHash, emailVerifiedAt: now }, select: { id: true } });
    return id;
  });
  await revokeOtherSessions({ userId }, { keepSessionId: null }, now);
  return { userId };
}
