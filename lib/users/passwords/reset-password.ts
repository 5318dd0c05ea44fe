import { inUserTables } from '#lib/db/user-tables.ts';
import { readEmailToken, takeEmailToken } from '../email-token.ts';
import { hashPassword } from './password.ts';
import { deleteFactors } from '../second-factor/delete-factors.ts';
import { endOtherSessions } from '../sessions/revoke-session.ts';

/**
 * Sets a new password with a link's token and ends all sessions. The link came by e-mail, so it also verifies the address. If
 * nothing had verified it before, a stranger may have made the account: second factors put into it are deleted.
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
  return await inUserTables(async (tx) => {
    const { userId } = await takeEmailToken(tx, link, now);
    const where = { id: userId };
    const { count: newlyVerified } = await tx.user.updateMany({
      where: { ...where, emailVerifiedAt: null },
      data: { emailVerifiedAt: now },
    });
    await tx.user.update({ where, data: { passwordHash }, select: { id: true } });
    if (newlyVerified > 0) await deleteFactors(tx, userId);
    await endOtherSessions(tx, { userId }, { keepSessionId: null }, now);
    return { userId };
  });
}
