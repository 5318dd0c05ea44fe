import type { Tx } from '#lib/db/tx.ts';
import { inUserTables } from '#lib/db/user-tables.ts';
import { Refusal } from '#lib/refusal.ts';
import { findUserByEmail } from '../find-user.ts';
import type { SignedIn } from '../types.ts';
import { isSecondFactorRequired } from './is-required.ts';
import { lockFactors } from './lock-factors.ts';
import { deleteFactors } from './delete-factors.ts';
import { writeRecoveryCodes } from './recovery-codes.ts';
import { requirePassword, type WithPassword } from './require-password.ts';

/** @throws Refusal `wrong_credentials`, `throttled`; `second_factor_required` for the last factor of somebody who needs one */
export async function removeTotp(signedIn: SignedIn, { password }: WithPassword): Promise<void> {
  await removeFactor(signedIn, password, { totp: true });
}

/** @throws Refusal as `removeTotp`; `not_found` */
export async function removePasskey(
  signedIn: SignedIn,
  { passkeyId, password }: WithPassword & { passkeyId: string },
): Promise<void> {
  await removeFactor(signedIn, password, { passkeyId });
}

/**
 * Replaces the recovery codes.
 * @throws Refusal `wrong_credentials`, `throttled`; `not_offered` to a user without a second factor
 */
export async function replaceRecoveryCodes(
  signedIn: SignedIn,
  { password }: WithPassword,
): Promise<{ recoveryCodes: string[] }> {
  await requirePassword(signedIn, password);
  const { userId } = signedIn;
  return await inUserTables(async (tx) => {
    await lockFactors(tx, userId);
    if ((await countFactors(tx, userId)) === 0) throw new Refusal('not_offered');
    return { recoveryCodes: await writeRecoveryCodes(tx, userId) };
  });
}

/**
 * For operators: takes all second factors and sessions from a user who lost them.
 * @throws Refusal `not_found`
 */
export async function resetSecondFactor(
  { email }: { email: string },
  now = new Date(),
): Promise<{ userId: string; removed: number; sessionsEnded: number }> {
  const user = await findUserByEmail(email);
  if (!user) throw new Refusal('not_found', { email });
  const where = { userId: user.id };
  return await inUserTables(async (tx) => {
    const removed = await deleteFactors(tx, user.id);
    const ended = await tx.session.updateMany({ where: { ...where, revokedAt: null }, data: { revokedAt: now } });
    return { userId: user.id, removed, sessionsEnded: ended.count };
  });
}

async function countFactors(tx: Tx, userId: string): Promise<number> {
  const totp = await tx.userTotp.count({ where: { userId, confirmedAt: { not: null } } });
  return totp + (await tx.userPasskey.count({ where: { userId } }));
}

async function removeFactor(
  signedIn: SignedIn,
  password: string,
  which: { totp: true } | { passkeyId: string },
): Promise<void> {
  await requirePassword(signedIn, password);
  const { userId } = signedIn;
  const isRequired = await isSecondFactorRequired(userId, signedIn);
  await inUserTables(async (tx) => {
    // One at a time per user, so that two removals at once cannot take the last two.
    await lockFactors(tx, userId);
    const { count } =
      'totp' in which
        ? await tx.userTotp.deleteMany({ where: { userId } })
        : await tx.userPasskey.deleteMany({ where: { userId, id: which.passkeyId } });
    if (count === 0) throw new Refusal('not_found');
    if ((await countFactors(tx, userId)) > 0) return;
    if (isRequired) throw new Refusal('second_factor_required');
    await tx.userRecoveryCode.deleteMany({ where: { userId } });
    // What these sessions proved is gone: where a second factor is required later, they have none.
    await tx.session.updateMany({ where: { userId, secondFactor: { not: null } }, data: { secondFactor: null } });
  });
}
