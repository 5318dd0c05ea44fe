import { cookies } from 'next/headers';
import { addDeviceToken, DEVICE_MS, DEVICE_TOKENS_LIMIT, splitDeviceTokens } from '#lib/accounts/known-device.ts';
import { isSecure } from './is-secure.ts';

function deviceCookieName(): string {
  return `${isSecure() ? '__Secure-' : ''}parvis.devices`;
}

/** The tokens in a `cookie` header that say for whom a browser is known. */
export function deviceTokensIn(cookieHeader: string | null): string[] {
  const name = `${deviceCookieName()}=`;
  const pair = cookieHeader?.split(';').find((one) => one.trim().startsWith(name));
  return pair ? splitDeviceTokens(pair.trim().slice(name.length)) : [];
}

/** Remembers that this browser has signed a person in, beside at most a few others who share it. */
export async function rememberDevice(userId: string): Promise<void> {
  const store = await cookies();
  const tokens = splitDeviceTokens(store.get(deviceCookieName())?.value ?? '').slice(0, DEVICE_TOKENS_LIMIT);
  store.set(deviceCookieName(), addDeviceToken(tokens, userId), {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: isSecure(),
    maxAge: DEVICE_MS / 1000,
  });
}
