import type { Tx } from '#lib/db/tx.ts';
import { lockSessions } from '../sessions/lock-sessions.ts';
import type { SecondFactor, SignedIn } from '../types.ts';
import { firstRecoveryCodes } from './recovery-codes.ts';

/**
 * What follows from a new factor, in its transaction: this session has proved it, and sessions that only a password
 * opened end, so that nobody who knew the password stays.
 * @returns the recovery codes of a user who had none
 */
export async function recordFirstFactor(
  tx: Tx,
  { userId, sessionId }: SignedIn,
  secondFactor: SecondFactor,
  now: Date,
): Promise<string[] | null> {
  await lockSessions(tx, userId);
  await tx.session.updateMany({ where: { id: sessionId, userId }, data: { secondFactor } });
  await tx.session.updateMany({
    where: { userId, secondFactor: null, isSingleSignOn: false, revokedAt: null, id: { not: sessionId } },
    data: { revokedAt: now },
  });
  return await firstRecoveryCodes(tx, userId);
}
