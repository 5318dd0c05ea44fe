import { randomBytes } from 'node:crypto';
import { isSigned, sign } from '#lib/crypto/sign.ts';

/** How long a browser counts as known after a sign-in, in milliseconds. */
export const DEVICE_MS = 180 * 24 * 3_600_000;
/** The most users for whom one shared browser is known. */
export const DEVICE_TOKENS_LIMIT = 5;

const PURPOSE = 'known device';
const SEPARATOR = '~';

/**
 * Creates a token that proves that this browser has signed this user in before. It grants no access: its failed sign-ins
 * are only counted separately, so that attackers who guess the password cannot lock the user out.
 */
export function createDeviceToken(userId: string, now = new Date()): string {
  const claims = `${userId}.${randomBytes(12).toString('base64url')}.${Math.floor(now.getTime() / 1000)}`;
  return `${claims}.${sign(claims, PURPOSE)}`;
}

/** Returns the device if one of the tokens is valid for this user and not too old; otherwise null. */
export function findKnownDevice(tokens: readonly string[], userId: string, now = new Date()): string | null {
  for (const token of tokens.slice(0, DEVICE_TOKENS_LIMIT)) {
    const [tokenUserId, deviceId, issuedAt, signature, ...rest] = token.split('.');
    if (tokenUserId !== userId || !deviceId || !issuedAt || !signature || rest.length > 0) continue;
    if (!isSigned(`${tokenUserId}.${deviceId}.${issuedAt}`, signature, PURPOSE)) continue;
    const ageMs = now.getTime() - Number(issuedAt) * 1000;
    if (ageMs < DEVICE_MS) return deviceId;
  }
  return null;
}

/** The browser's cookie after this user signed in: the user's token first, then the tokens of others. */
export function addDeviceToken(tokens: readonly string[], userId: string, now = new Date()): string {
  const others = tokens.filter((token) => !token.startsWith(`${userId}.`));
  return [createDeviceToken(userId, now), ...others].slice(0, DEVICE_TOKENS_LIMIT).join(SEPARATOR);
}

export function splitDeviceTokens(value: string): string[] {
  return value.split(SEPARATOR).filter(Boolean).slice(0, DEVICE_TOKENS_LIMIT);
}
