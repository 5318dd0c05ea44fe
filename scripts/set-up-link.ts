import { setUpLink } from '#lib/accounts/set-up-code.ts';

/** The link that makes whoever opens it the administrator; null once somebody is. */
export async function unclaimedLink({ address, env }: { address: string; env: NodeJS.ProcessEnv }) {
  const here = `http://127.0.0.1:${env.PORT}/setup`;
  const answer = await fetch(here, { redirect: 'manual', signal: AbortSignal.timeout(10_000) }).catch(() => null);
  return answer?.status === 200 && env.PARVIS_SECRET ? setUpLink(address, env.PARVIS_SECRET) : null;
}
