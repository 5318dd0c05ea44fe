import { setUpLink } from '#lib/users/set-up-code.ts';

/** In development the first page is compiled on request, which may take this long, in milliseconds. */
const PATIENCE_MS = 120_000;

/**
 * The link with which the first person sets Parvis up and becomes its administrator; null once that is done.
 * @param stopping aborts the request
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
