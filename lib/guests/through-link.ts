import { isAllowed } from '#lib/caller.ts';
import type { GuestEntry } from '#lib/db/enter-workspace.ts';
import { asGuest } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { forgiveAttempts, takeAttempt } from '#lib/users/throttle.ts';
import { readWorkspaceToken, type WorkspaceToken } from '#lib/workspaces/tokens.ts';
import { makeGuestLink } from './make-guest-link.ts';

/** Who comes with a link: the token of its address, and from which network address. */
export type GuestVisit = { token: string; ipAddress: string };

type OpenEntry = Extract<GuestEntry, { state: 'open' }>;
type ClosedEntry = Pick<GuestEntry, 'linkId'> & { state: Exclude<GuestEntry['state'], 'open'> };
/** What a link opens, with the workspace that it is in. */
export type Entry = { workspaceId: string } & (OpenEntry | ClosedEntry);

/**
 * Looks at a link before anything is done with it. Unknown links are counted for the address, known ones for themselves.
 * @returns null for a token that is malformed or unknown, which look the same
 * @throws Refusal `throttled` with `retryAt`
 */
export async function recognizeLink({ token, ipAddress }: GuestVisit): Promise<WorkspaceToken | null> {
  const attempt = { kind: 'guest_address', value: ipAddress } as const;
  await takeAttempt([attempt]);
  const known = readWorkspaceToken(token);
  if (!known || !(await asGuest({ ...known, acts: false }, async (_tx, entry) => entry !== null))) return null;
  await forgiveAttempts({ lessened: [attempt] });
  await takeAttempt([{ kind: 'guest_link', value: known.hash }]);
  return known;
}

/**
 * Runs one transaction by a link: to read it sees the item of an open link and nothing else; with `acts` it acts in the name
 * of the member who made it. A link whose maker may not make links any more has ended.
 */
export async function throughLink<T>(
  link: WorkspaceToken & { acts: boolean },
  run: (tx: Tx, entry: Entry | null) => Promise<T>,
): Promise<T> {
  return await asGuest(link, async (tx, entry) => {
    if (!entry) return await run(tx, null);
    const { workspaceId } = link;
    const isEnded = entry.state === 'open' && !isAllowed(entry.role, makeGuestLink.permission);
    return await run(tx, isEnded ? { workspaceId, linkId: entry.linkId, state: 'ended' } : { workspaceId, ...entry });
  });
}
