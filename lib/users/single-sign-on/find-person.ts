import type { Tx } from '#lib/db/tx.ts';
import { canSendMail } from '#lib/mail/send-mail.ts';
import { Refusal } from '#lib/refusal.ts';
import { inUserTables, userTables } from '#lib/db/user-tables.ts';
import { deleteFactors } from '../second-factor/delete-factors.ts';
import { endOtherSessions } from '../sessions/revoke-session.ts';
import type { Identity } from './ask-provider.ts';
import { readProvider } from './provider.ts';
import { isDomainAllowed, readRulesOfUser } from './sign-in-rules.ts';

type Tables = Pick<Tx, 'session' | 'user' | 'userIdentity'> & Parameters<typeof deleteFactors>[0];
type Person = { id: string; isLinked: boolean; isEmailVerified: boolean };

/**
 * The person behind an account at the provider: the one it is linked to, else the one with that address, who is linked
 * from then on. An organization of hers has to allow the address's domain, each time.
 * @returns null when nobody has that address
 * @throws Refusal `single_sign_on_not_allowed`; `other_identity` when she is linked to another account there
 */
export async function findPerson(identity: Identity): Promise<{ userId: string } | null> {
  const person = await readPerson(userTables(), identity);
  if (!person) return null;
  if (!isDomainAllowed(await readRulesOfUser(person.id), identity.email)) {
    throw new Refusal('single_sign_on_not_allowed');
  }
  await inUserTables((tx) => linkPerson(tx, identity, person));
  return { userId: person.id };
}

/**
 * The same for whoever was invited under that address: a person who is not known yet is made, without a password.
 * @throws Refusal `other_identity`
 */
export async function findOrCreatePerson(tx: Tables, identity: Identity): Promise<string> {
  const person = (await readPerson(tx, identity)) ?? (await createPerson(tx, identity));
  await linkPerson(tx, identity, person);
  return person.id;
}

/** Whether a person has signed in at the provider that is set now. */
export async function isLinked({ userId }: { userId: string }): Promise<boolean> {
  const issuer = readProvider()?.issuer;
  if (!issuer) return false;
  return (await userTables().userIdentity.findUnique({ where: { issuer_userId: { issuer, userId } } })) !== null;
}

async function readPerson(tx: Tables, { issuer, subject, email }: Identity): Promise<Person | null> {
  const linked = await tx.userIdentity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    select: { userId: true },
  });
  if (linked) return { id: linked.userId, isLinked: true, isEmailVerified: true };
  const user = await tx.user.findUnique({ where: { email }, select: { id: true, emailVerifiedAt: true } });
  return user && { id: user.id, isLinked: false, isEmailVerified: user.emailVerifiedAt !== null };
}

async function createPerson(tx: Tables, { email, name }: Identity): Promise<Person> {
  const data = { email, name: name || (email.split('@')[0] ?? email), emailVerifiedAt: new Date() };
  const { id } = await tx.user.create({ data, select: { id: true } });
  return { id, isLinked: false, isEmailVerified: true };
}

async function linkPerson(tx: Tables, { issuer, subject }: Identity, person: Person): Promise<void> {
  if (person.isLinked) return;
  const userId = person.id;
  // Of two sign-ins at once both may get here: the second finds the link that the first made.
  const { count } = await tx.userIdentity.createMany({ data: { issuer, subject, userId }, skipDuplicates: true });
  if (count === 0) {
    const found = await tx.userIdentity.findUnique({
      where: { issuer_subject: { issuer, subject } },
      select: { userId: true },
    });
    if (found?.userId !== userId) throw new Refusal('other_identity');
  }
  if (!person.isEmailVerified) await confirmEmail(tx, userId);
}

/**
 * Nobody had shown yet that the address is hers, so a stranger may have made the account, know its password or have
 * put a passkey into it: that opens nothing any more. Without a mail server no address is ever confirmed and no password can be set again, so there
 * it stays.
 */
async function confirmEmail(tx: Tables, userId: string): Promise<void> {
  const now = new Date();
  const closed = canSendMail() ? { passwordHash: null } : {};
  await tx.user.update({ where: { id: userId }, data: { emailVerifiedAt: now, ...closed }, select: { id: true } });
  if (!canSendMail()) return;
  await deleteFactors(tx, userId);
  await endOtherSessions(tx, { userId }, { keepSessionId: null }, now);
}
