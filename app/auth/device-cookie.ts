import { splitDeviceTokens } from '#lib/users/known-device.ts';
import { isSecure } from './is-secure.ts';

export function deviceCookieName(): string {
  return `${isSecure() ? '__Secure-' : ''}parvis.devices`;
}

/** The tokens in a `cookie` header that say for whom a browser is known. */
export function deviceTokensIn(cookieHeader: string | null): string[] {
  const name = `${deviceCookieName()}=`;
  const pair = cookieHeader?.split(';').find((one) => one.trim().startsWith(name));
  return pair ? splitDeviceTokens(pair.trim().slice(name.length)) : [];
}
