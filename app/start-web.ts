import { cleanForwardedHeaders } from './auth/forwarded-headers.ts';
import { isFirstRun } from '#lib/users/is-first-run.ts';
import { setUpLink } from '#lib/users/set-up-code.ts';
import { env } from '#lib/env.ts';
import { publicLink } from '#lib/mail/public-link.ts';

/** What a web process does before its first answer. */
export async function startWeb(): Promise<void> {
  cleanForwardedHeaders(env().PARVIS_TRUSTED_PROXIES);
  // `npm start` is connected to its web and prints the link itself; in a container nobody else would.
  if (process.connected) return;
  try {
    if (await isFirstRun()) process.stdout.write(`Set up Parvis at ${setUpLink(publicLink('/'))}\n`);
  } catch {
    // The database is not there yet: the health check says so, and the page says how to have the link printed.
  }
}
