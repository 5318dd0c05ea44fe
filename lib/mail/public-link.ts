import { env } from '#lib/env.ts';

/**
 * Our public address for a path. Emails never pass `fallbackOrigin`: their links carry secrets, and a request's origin
 * can be forged.
 * @param fallbackOrigin used when no public address is configured
 */
export function publicLink(path: string, fallbackOrigin?: string): string {
  const { PUBLIC_URL, PORT } = env();
  return new URL(path, PUBLIC_URL ?? fallbackOrigin ?? `http://localhost:${PORT}`).href;
}
