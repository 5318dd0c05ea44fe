import { encode } from 'uqr';
import { inUserTables, userTables } from '#lib/db/user-tables.ts';
import { Refusal } from '#lib/refusal.ts';
import { forgiveAttempts, takeAttempt } from '../throttle.ts';
import type { NewTotp, SignedIn } from '../types.ts';
import { recordFirstFactor } from './record-first-factor.ts';
import { requirePassword, type WithPassword } from './require-password.ts';
import { createTotpSecret, periodOfCode, sealTotp, totpUrl, unsealTotp } from './totp.ts';

/**
 * Creates a secret for the user's authenticator app. It asks for nothing before `confirmTotp`; begun again, the secret
 * is another one.
 * @throws Refusal `wrong_credentials`, `throttled`; `already_exists` for a user whose app is set up
 */
export async function beginTotp({ userId, email }: SignedIn, { password }: WithPassword): Promise<NewTotp> {
  await requirePassword({ userId }, password);
  const secret = createTotpSecret();
  const { keyId, sealed } = sealTotp(userId, secret);
  // One statement: of two tabs that begin at once, neither is refused. The secret that was begun last counts.
  const rows = await userTables().$executeRaw`
    INSERT INTO "user_totp" ("userId", "keyId", "sealed") VALUES (${userId}::uuid, ${keyId}, ${sealed})
    ON CONFLICT ("userId") DO UPDATE SET "keyId" = EXCLUDED."keyId", "sealed" = EXCLUDED."sealed", "createdAt" = now()
    WHERE "user_totp"."confirmedAt" IS NULL`;
  if (rows === 0) throw new Refusal('already_exists');
  const { data } = encode(totpUrl(secret, email), { ecc: 'M', border: 2 });
  return { secret, modules: data.map((row) => row.map((isDark) => (isDark ? '1' : '0')).join('')) };
}

/**
 * Switches the authenticator app on with its first code. Other sessions of the user that only a password opened end.
 * @returns recovery codes, for a user who had none; they are shown once
 * @throws Refusal `wrong_code`, `throttled`; `not_found` when nothing was begun
 */
export async function confirmTotp(
  signedIn: SignedIn,
  { code, now = new Date() }: { code: string; now?: Date },
): Promise<{ recoveryCodes: string[] | null }> {
  const { userId } = signedIn;
  const attempt = { kind: 'second_factor', value: userId } as const;
  await takeAttempt([attempt], now);
  const row = await userTables().userTotp.findFirst({ where: { userId, confirmedAt: null } });
  if (!row) throw new Refusal('not_found');
  const lastPeriod = periodOfCode(unsealTotp(userId, row), code.replace(/\s/g, ''), now);
  if (lastPeriod === null) throw new Refusal('wrong_code');
  await forgiveAttempts({ forgotten: [attempt] });
  return await inUserTables(async (tx) => {
    const { count } = await tx.userTotp.updateMany({
      // The secret that the code was checked against: another tab may have begun again.
      where: { userId, confirmedAt: null, sealed: row.sealed },
      data: { confirmedAt: now, lastPeriod },
    });
    if (count === 0) throw new Refusal('not_found');
    return { recoveryCodes: await recordFirstFactor(tx, signedIn, 'totp', now) };
  });
}
