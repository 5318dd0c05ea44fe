import { inUserTables } from '#lib/db/user-tables.ts';
import { readEmailToken, takeEmailToken } from '../email-token.ts';
import { hashPassword } from './password.ts';
import { revokeOtherSessions } from '../sessions/revoke-session.ts';

/**
 * Sets a new password with a link's token. All sessions end: whoever knew the old one is out. The link came by mail,
 * so the address is confirmed too.
 * @throws Refusal `token_expired`, `weak_password`, `busy`
 */
export async function resetPassword(
  { token, password }: { token: string; password: string },
  now = new Date(),
): Promise<{ userId: string }> {
  const link = { token, purpose: 'reset_password' } as const;
  // Whoever has no link is refused before anything is hashed, and no transaction waits for a hash.
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
