import { userTables } from '#lib/db/user-tables.ts';
import { arePasskeysOffered } from '../passkeys/relying-party.ts';
import type { FactorsView } from '../types.ts';
import { isSecondFactorRequired } from './is-required.ts';

/** The second factors of a user, for the settings. */
export async function readFactors({ userId }: { userId: string }): Promise<FactorsView> {
  const [totp, passkeys, recoveryCodesLeft, user, isRequired] = await Promise.all([
    userTables().userTotp.findFirst({ where: { userId, confirmedAt: { not: null } }, select: { confirmedAt: true } }),
    userTables().userPasskey.findMany({
      where: { userId },
      orderBy: { createdAt: 'asc' },
      select: { id: true, name: true, isSynced: true, createdAt: true, lastUsedAt: true },
    }),
    userTables().userRecoveryCode.count({ where: { userId, usedAt: null } }),
    userTables().user.findUniqueOrThrow({ where: { id: userId }, select: { passwordHash: true } }),
    isSecondFactorRequired(userId),
  ]);
  return {
    totpSince: totp?.confirmedAt?.toISOString() ?? null,
    passkeys: passkeys.map(({ createdAt, lastUsedAt, ...passkey }) => ({
      ...passkey,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
    recoveryCodesLeft,
    hasPassword: user.passwordHash !== null,
    isRequired,
    arePasskeysOffered: arePasskeysOffered(),
  };
}

/** Which second factors a sign-in can ask for; both false for a user who has none. */
export async function readKindsOfFactors(userId: string): Promise<{ hasTotp: boolean; hasPasskey: boolean }> {
  const [totp, passkey] = await Promise.all([
    userTables().userTotp.findFirst({ where: { userId, confirmedAt: { not: null } }, select: { userId: true } }),
    userTables().userPasskey.findFirst({ where: { userId }, select: { id: true } }),
  ]);
  return { hasTotp: totp !== null, hasPasskey: passkey !== null };
}
