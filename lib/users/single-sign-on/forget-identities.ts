import { Refusal } from '#lib/refusal.ts';
import { findUserByEmail } from '../find-user.ts';
import { userTables } from '#lib/db/user-tables.ts';

/**
 * Unlinks a person from her accounts at providers: for somebody whose account there was made anew.
 * @throws Refusal `not_found`
 */
export async function forgetIdentities({ email }: { email: string }): Promise<{ forgotten: number }> {
  const user = await findUserByEmail(email);
  if (!user) throw new Refusal('not_found', { email });
  const { count } = await userTables().userIdentity.deleteMany({ where: { userId: user.id } });
  return { forgotten: count };
}
