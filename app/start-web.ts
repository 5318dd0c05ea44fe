import { cleanForwardedHeaders } from './auth/forwarded-headers.ts';
import { isFirstRun } from '#lib/users/is-first-run.ts';
import { setUpLink } from '#lib/users/set-up-code.ts';
import { env } from '#lib/env.ts';
import { publicLink } from '#lib/mail/public-link.ts';

/** Runs once in each web process before it answers. */
export async function startWeb(): Promise<void> {
  cleanForwardedHeaders(env().PARVIS_TRUSTED_PROXIES);
  // Under `npm start` the parent process prints the link. In a container nobody else does.
  if (process.connected) return;
  try {
    if (await isFirstRun()) process.stdout.write(`Set up Parvis at ${setUpLink(publicLink('/'))}\n`);
  } catch {
    // The database is not reachable yet: the health check reports it, and the page says how to print the link.
  }
}
