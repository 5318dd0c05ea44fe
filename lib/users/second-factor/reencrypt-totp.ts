import { currentKeyId } from '#lib/crypto/seal.ts';
import { inUserTables } from '#lib/db/user-tables.ts';
import { sealTotp, unsealTotp } from './totp.ts';

/**
 * Encrypts again, with the current key, the secrets of authenticator apps that an earlier key encrypted.
 * @returns how many
 * @throws Error when an earlier secret is missing from `PARVIS_OLD_SECRETS`
 */
export async function reencryptTotp(): Promise<number> {
  return await inUserTables(async (tx) => {
    const due = await tx.userTotp.findMany({ where: { keyId: { not: currentKeyId() } } });
    for (const { userId, keyId, sealed } of due) {
      // One that was set up anew meanwhile is left as it is.
      await tx.userTotp.updateMany({
        where: { userId, keyId, sealed },
        data: sealTotp(userId, unsealTotp(userId, { keyId, sealed })),
      });
    }
    return due.length;
  });
}
