import { Prisma } from '#lib/db/generated/client.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { Language } from '#lib/interface-languages.ts';
import { Refusal } from '#lib/refusal.ts';
import { userTables } from '#lib/db/user-tables.ts';
import { hashPassword } from './passwords/password.ts';
import { emailAddress, personName } from './types.ts';

export type NewUser = {
  email: string;
  name: string;
  password: string;
  language?: Language | null;
  /** The user has already received a secret at that address. */
  isEmailVerified?: boolean;
};

export type CreatedUser = { id: string; email: string; name: string };

/** @throws Refusal `invalid`, `weak_password`; `already_exists` when the address is taken */
export async function createUser(user: NewUser): Promise<CreatedUser> {
  return await insertUser(userTables(), await prepareUser(user));
}

/** Checks and hashes before the transaction, because hashing is slow. */
export async function prepareUser({ email, name, password, language = null, isEmailVerified = false }: NewUser) {
  const address = emailAddress.safeParse(email);
  const person = personName.safeParse(name);
  if (!address.success) throw new Refusal('invalid', { field: 'email' });
  if (!person.success) throw new Refusal('invalid', { field: 'name' });
  return {
    email: address.data,
    name: person.data,
    passwordHash: await hashPassword(password, { email: address.data, name: person.data }),
    language,
    emailVerifiedAt: isEmailVerified ? new Date() : null,
  };
}

/** @throws Refusal `already_exists` */
export async function insertUser(
  tx: Pick<Tx, 'user'>,
  data: Awaited<ReturnType<typeof prepareUser>>,
): Promise<CreatedUser> {
  try {
    return await tx.user.create({ data, select: { id: true, email: true, name: true } });
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
      throw new Refusal('already_exists', { field: 'email' });
    }
    throw error;
  }
}
