import { env } from '#lib/env.ts';

/** Browsers send cookies over https alone, once the installation says that it is reached that way. */
export function isSecure(): boolean {
  return env().PUBLIC_URL?.startsWith('https:') ?? false;
}
