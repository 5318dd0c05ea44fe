import { Secret, TOTP } from 'otpauth';
import { seal, type Sealed, unseal } from '#lib/crypto/seal.ts';

/** What authenticator apps assume when they are told nothing else. Source: RFC 6238, 4; Google's key URI format. */
const SETTINGS = { issuer: 'Parvis', algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** 160 bits. Source: RFC 4226, 4 (R6). */
const SECRET_BYTES = 20;
/** Codes of one period before and after are accepted, for clocks that differ. Source: RFC 6238, 5.2. */
const WINDOW = 1;

export function createTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** The address that an authenticator app reads from the QR code. */
export function totpUrl(secret: string, email: string): string {
  return totpOf(secret, email).toString();
}

/**
 * The period of a code that is valid now; null for a wrong code. `otpauth` compares in constant time. The caller has to
 * refuse a period that was accepted before.
 */
export function periodOfCode(secret: string, code: string, now: Date): bigint | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: now.getTime(), window: WINDOW });
  return delta === null ? null : BigInt(Math.floor(now.getTime() / 1000 / SETTINGS.period) + delta);
}

function totpOf(secret: string, label = 'Parvis'): TOTP {
  return new TOTP({ ...SETTINGS, label, secret: Secret.fromBase32(secret) });
}

/** Bound to the user, so that a secret copied to another row opens nothing. */
export const sealTotp = (userId: string, secret: string): Sealed => seal({ secret }, `totp ${userId}`);

export function unsealTotp(userId: string, sealed: { keyId: string; sealed: Uint8Array }): string {
  const opened = unseal(sealed, `totp ${userId}`);
  if (typeof opened === 'object' && opened !== null && 'secret' in opened && typeof opened.secret === 'string') {
    return opened.secret;
  }
  throw new Error('a sealed TOTP secret has another shape');
}
