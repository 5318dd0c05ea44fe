import { cookies } from 'next/headers';
import { addDeviceToken, DEVICE_MS, splitDeviceTokens } from '#lib/users/known-device.ts';
import { deviceCookieName } from './device-cookie.ts';
import { isSecure } from './is-secure.ts';

/** Remembers that this browser has signed a person in, beside at most a few others who share it. */
export async function rememberDevice(userId: string): Promise<void> {
  const store = await cookies();
  const tokens = splitDeviceTokens(store.get(deviceCookieName())?.value ?? '');
  store.set(deviceCookieName(), addDeviceToken(tokens, userId), {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: isSecure(),
    maxAge: DEVICE_MS / 1000,
  });
}
