import { randomBytes } from 'node:crypto';
import { isSigned, sign } from '#lib/crypto/sign.ts';

/** How long a browser stays known after a sign-in, in milliseconds. */
export const DEVICE_MS = 180 * 24 * 3_600_000;
/** How many people a shared browser is known for. */
export const DEVICE_TOKENS_LIMIT = 5;

const PURPOSE = 'known device';
const SEPARATOR = '~';

/**
 * Says that a browser has signed this person in. It opens nothing: attempts that carry it are only counted apart, so
 * that others who guess at her password cannot keep her out.
 */
export function createDeviceToken(userId: string, now = new Date()): string {
  const claims = `${userId}.${randomBytes(12).toString('base64url')}.${Math.floor(now.getTime() / 1000)}`;
  return `${claims}.${sign(claims, PURPOSE)}`;
}

/** The device, when one of the tokens is this person's, ours and not too old; null otherwise. */
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

/** The value of a browser's cookie after this person signed in: hers first, the others' as they were. */
export function addDeviceToken(tokens: readonly string[], userId: string, now = new Date()): string {
  const others = tokens.filter((token) => !token.startsWith(`${userId}.`));
  return [createDeviceToken(userId, now), ...others].slice(0, DEVICE_TOKENS_LIMIT).join(SEPARATOR);
}

export function splitDeviceTokens(value: string): string[] {
  return value.split(SEPARATOR).filter(Boolean).slice(0, DEVICE_TOKENS_LIMIT);
}
