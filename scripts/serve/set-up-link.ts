import { setUpLink } from '#lib/users/set-up-code.ts';

/** While sources are served, the first page is compiled when it is asked for: so long it may take, in milliseconds. */
const PATIENCE_MS = 120_000;

/**
 * The link that makes whoever opens it the administrator; null once somebody is.
 * @param stopping gives up asking
 */
export async function unclaimedLink(
  { address, env }: { address: string; env: NodeJS.ProcessEnv },
  stopping: AbortSignal,
): Promise<string | null> {
  const here = `http://127.0.0.1:${env.PORT}/setup`;
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(PATIENCE_MS)]);
  const answer = await fetch(here, { redirect: 'manual', signal }).catch(() => null);
  return answer?.status === 200 && env.PARVIS_SECRET ? setUpLink(address, env.PARVIS_SECRET) : null;
}
