import { hash, verify } from '@node-rs/argon2';
import { Refusal } from '#lib/refusal.ts';
import { findGuessableFlaw } from './guessable-passwords.ts';
import { type HashingRank, inHashingQueue } from './hashing-queue.ts';
import { PASSWORD_MAX, PASSWORD_MIN, type PasswordFlaw } from '../types.ts';

/** Argon2id, the package's default algorithm. Source: OWASP Password Storage Cheat Sheet; memory in KiB. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Parts of a name or an address shorter than this may appear in a password. */
const TELLING_LENGTH = 4;

type Person = { email: string; name: string };

/** @throws Refusal `weak_password` with the reason, a `PasswordFlaw`; `busy` */
export async function hashPassword(password: string, person: Person): Promise<string> {
  await requireStrongPassword(password, person);
  return await inHashingQueue('known', () => hash(normalized(password), COST));
}

/**
 * What can be checked without hashing.
 * @throws Refusal `weak_password` with the reason, a `PasswordFlaw`
 */
export async function requireStrongPassword(password: string, person: Person): Promise<void> {
  const flaw = await findPasswordFlaw(password, person);
  if (flaw) throw new Refusal('weak_password', { reason: flaw, min: PASSWORD_MIN, max: PASSWORD_MAX });
}

let nobody: Promise<string> | undefined;

/**
 * Takes the same work when there is no such person or no password, so that the time tells nothing.
 * @throws Refusal `busy`
 */
export async function verifyPassword(
  password: string,
  passwordHash: string | null,
  rank: HashingRank,
): Promise<boolean> {
  nobody ??= hash('nobody has this password', COST);
  const against = passwordHash ?? (await nobody);
  const isRight = await inHashingQueue(rank, () => verify(against, normalized(password.slice(0, PASSWORD_MAX * 4))));
  return isRight && passwordHash !== null;
}

/** What is wrong with a new password; null when nothing is. */
export async function findPasswordFlaw(password: string, person: Person): Promise<PasswordFlaw | null> {
  const length = [...password].length;
  if (length < PASSWORD_MIN) return 'too_short';
  if (length > PASSWORD_MAX) return 'too_long';
  if (tellsWhoYouAre(password, person)) return 'like_you';
  return await findGuessableFlaw(password, [person.email, ...partsOf(person)]);
}

/** The estimate takes a name for a word that has to be guessed, which whoever guesses at her password has done already. */
function tellsWhoYouAre(password: string, person: Person): boolean {
  const plain = folded(password);
  const telling = partsOf(person)
    .map(folded)
    .filter((part) => part.length >= TELLING_LENGTH);
  // A long sentence that happens to hold a name is still a good password: what is left without it must be long enough.
  return telling.some((part) => plain.includes(part) && plain.replaceAll(part, '').length < PASSWORD_MIN);
}

function partsOf({ email, name }: Person): string[] {
  return [email.split('@')[0] ?? '', ...email.split(/[@.\-_+]/), ...name.split(/\s+/), name.replace(/\s+/g, '')];
}

const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** The same characters typed on another system give the same bytes. Source: NIST SP 800-63B, 3.1.1.2. */
const normalized = (password: string) => password.normalize('NFKC');
