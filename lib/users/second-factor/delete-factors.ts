import type { Tx } from '#lib/db/tx.ts';
import { lockFactors } from './lock-factors.ts';

type Tables = Pick<Tx, 'userTotp' | 'userPasskey' | 'userRecoveryCode' | '$executeRaw'>;

/** Takes every second factor from a user, with the recovery codes. @returns how many factors */
export async function deleteFactors(tx: Tables, userId: string): Promise<number> {
  await lockFactors(tx, userId);
  const totp = await tx.userTotp.deleteMany({ where: { userId } });
  const passkeys = await tx.userPasskey.deleteMany({ where: { userId } });
  await tx.userRecoveryCode.deleteMany({ where: { userId } });
  return totp.count + passkeys.count;
}
