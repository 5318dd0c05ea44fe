import { userTables } from '#lib/db/user-tables.ts';
import { emailAddress } from './types.ts';

/** Finds a user by e-mail address, ignoring case; null when there is none. */
export async function findUserByEmail(email: string): Promise<{ id: string; email: string; name: string } | null> {
  const address = emailAddress.safeParse(email);
  if (!address.success) return null;
  return await userTables().user.findUnique({
    where: { email: address.data },
    select: { id: true, email: true, name: true },
  });
}
