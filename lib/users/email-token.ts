import { createHash, randomBytes } from 'node:crypto';
import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';
import { inUserTables, userTables } from '#lib/db/user-tables.ts';

/** How long a link is valid, in milliseconds. */
export const TOKEN_MS = { verify_email: 48 * 3_600_000, reset_password: 60 * 60_000 } as const;
export type TokenPurpose = keyof typeof TOKEN_MS;

/** Creates the secret of a link and invalidates earlier ones for the same purpose. Only its hash is stored. */
export async function createEmailToken(
  { userId, purpose }: { userId: string; purpose: TokenPurpose },
  now = new Date(),
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await inUserTables(async (tx) => {
    await tx.emailToken.deleteMany({ where: { userId, purpose } });
    await tx.emailToken.create({
      data: { tokenHash: hashOf(token), userId, purpose, expiresAt: new Date(now.getTime() + TOKEN_MS[purpose]) },
    });
  });
  return token;
}

/**
 * Reads whose token it is without using it, for cheap checks before slow ones.
 * @throws Refusal `token_expired`
 */
export async function readEmailToken(
  { token, purpose }: { token: string; purpose: TokenPurpose },
  now = new Date(),
): Promise<{ user: { id: string; email: string; name: string } }> {
  const found = await userTables().emailToken.findFirst({
    where: { tokenHash: hashOf(token), purpose, usedAt: null, expiresAt: { gt: now } },
    select: { user: { select: { id: true, email: true, name: true } } },
  });
  if (!found) throw new Refusal('token_expired');
  return found;
}

/**
 * Uses a token in the transaction of the act that it allows. It works once.
 * @throws Refusal `token_expired` for a used, expired or unknown token
 */
export async function takeEmailToken(
  tx: Tx,
  { token, purpose }: { token: string; purpose: TokenPurpose },
  now = new Date(),
): Promise<{ userId: string }> {
  const [taken] = await tx.emailToken.updateManyAndReturn({
    where: { tokenHash: hashOf(token), purpose, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
    select: { userId: true },
  });
  if (!taken) throw new Refusal('token_expired');
  return taken;
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');
