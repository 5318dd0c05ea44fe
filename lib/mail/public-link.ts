import { env } from '#lib/env.ts';

/**
 * An address of ours for somebody outside. In a letter never made of what a request claims, since it carries a secret.
 * @param otherwise the origin that holds where no public address is set
 */
export function publicLink(path: string, otherwise?: string): string {
  const { PUBLIC_URL, PORT } = env();
  return new URL(path, PUBLIC_URL ?? otherwise ?? `http://localhost:${PORT}`).href;
}
