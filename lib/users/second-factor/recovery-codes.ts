import { createHash, randomBytes } from 'node:crypto';
import { userTables } from '#lib/db/user-tables.ts';
import type { Tx } from '#lib/db/tx.ts';

/** How many codes a user gets. */
export const RECOVERY_CODES = 10;
/** Crockford's base 32, without letters that look like digits. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
/** 16 letters of 5 bits: 80 random bits, which a fast hash protects well enough. */
const LENGTH = 16;
const GROUP = 4;

/** Gives a user codes who has none that still work; null for one who has. */
export async function firstRecoveryCodes(tx: Tx, userId: string): Promise<string[] | null> {
  const left = await tx.userRecoveryCode.count({ where: { userId, usedAt: null } });
  return left > 0 ? null : await writeRecoveryCodes(tx, userId);
}

/** Replaces all codes of a user. They are returned here and never again. */
export async function writeRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, createCode);
  await tx.userRecoveryCode.deleteMany({ where: { userId } });
  await tx.userRecoveryCode.createMany({ data: codes.map((code) => ({ userId, codeHash: hashOf(userId, code) })) });
  return codes;
}

/** Uses up a code. Of two who type the same one at once, one succeeds. */
export async function takeRecoveryCode(userId: string, code: string, now = new Date()): Promise<boolean> {
  const { count } = await userTables().userRecoveryCode.updateMany({
    where: { userId, codeHash: hashOf(userId, code), usedAt: null },
    data: { usedAt: now },
  });
  return count === 1;
}

function createCode(): string {
  const letters = [...randomBytes(LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]);
  return Array.from({ length: LENGTH / GROUP }, (_, n) => letters.slice(n * GROUP, (n + 1) * GROUP).join('')).join('-');
}

/** Found by its hash, so there is nothing to compare. Case, spaces and dashes do not matter. */
function hashOf(userId: string, code: string): string {
  const plain = code.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1');
  return createHash('sha256').update(`${userId}:${plain}`).digest('base64url');
}
