import { inAccounts } from './accounts-database.ts';
import { takeEmailToken } from './email-token.ts';
import { hashPassword } from './password.ts';
import { revokeOtherSessions } from './revoke-session.ts';

/**
 * Sets a new password with a link's token. All sessions end: whoever knew the old one is out. The link came by mail,
 * so the address is confirmed too.
 * @throws Refusal `token_expired`, `weak_password`
 */
export async function resetPassword(
  { token, password }: { token: string; password: string },
  now = new Date(),
): Promise<{ userId: string }> {
  const userId = await inAccounts(async (tx) => {
    const { userId: id } = await takeEmailToken(tx, { token, purpose: 'reset_password' }, now);
    const user = await tx.user.findUniqueOrThrow({ where: { id }, select: { email: true, name: true } });
    // A weak password rolls the transaction back, and with it the taking of the token: she may try again.
    const passwordHash = await hashPassword(password, user);
    await tx.user.update({ where: { id }, data: { passwordHash, emailVerifiedAt: now }, select: { id: true } });
    return id;
  });
  await revokeOtherSessions({ userId }, { keepSessionId: null }, now);
  return { userId };
}
