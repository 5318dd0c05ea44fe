import { userTables } from '#lib/db/user-tables.ts';
import { Refusal } from '#lib/refusal.ts';
import { type Attempt, forgiveAttempts, takeAttempt } from '../throttle.ts';
import { takeRecoveryCode } from './recovery-codes.ts';
import { periodOfCode, unsealTotp } from './totp.ts';

/**
 * Takes a code of the authenticator app, or a recovery code. Each works once. Attempts are limited for the user and not
 * for the address, so that many addresses guess no faster than one.
 * @returns which of the two it was
 * @throws Refusal `wrong_code`; `throttled` with `retryAt`
 */
export async function checkCode(userId: string, code: string, now = new Date()): Promise<'totp' | 'recovery_code'> {
  // One after the other: attempts that the shorter limit refuses use up nothing of the day's.
  for (const attempt of attemptsOfSecondStep(userId)) await takeAttempt([attempt], now);
  const plain = code.replace(/[\s-]/g, '');
  const found = /^\d{6}$/.test(plain)
    ? (await takeTotpCode(userId, plain, now)) && 'totp'
    : (await takeRecoveryCode(userId, plain, now)) && 'recovery_code';
  if (!found) throw new Refusal('wrong_code');
  await forgiveAttempts({ forgotten: attemptsOfSecondStep(userId) });
  return found;
}

/** The limits of codes, the shorter one first. */
const attemptsOfSecondStep = (userId: string): Attempt[] => [
  { kind: 'second_factor', value: userId },
  { kind: 'second_factor_day', value: userId },
];

/** The conditional write refuses a code that was used before, also when both come at once. */
async function takeTotpCode(userId: string, code: string, now: Date): Promise<boolean> {
  const row = await userTables().userTotp.findFirst({ where: { userId, confirmedAt: { not: null } } });
  const period = row && periodOfCode(unsealTotp(userId, row), code, now);
  if (period === null) return false;
  const { count } = await userTables().userTotp.updateMany({
    where: { userId, confirmedAt: { not: null }, lastPeriod: { lt: period } },
    data: { lastPeriod: period },
  });
  return count === 1;
}
