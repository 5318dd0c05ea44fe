import { z } from 'zod';
import { touchSession } from '#lib/users/sessions/touch-session.ts';
import type { Caller } from '#lib/caller.ts';
import { outsideWorkspaces } from '#lib/db/outside-workspaces.ts';
import { workspaceRef } from '../workspace-ref.ts';

/**
 * The member of a session in one workspace. It is read for each request, so that a revoked session, a changed role or a
 * removed member takes effect at once. One statement, plus one a minute that updates "last seen".
 * @param options.isInUse false where nobody is there: "last seen" stays
 * @returns null for a non-member, an ended session, or an unknown workspace
 */
export async function callerForSession(
  sessionId: string,
  workspaceIdOrSlug: string,
  { isInUse = true }: { isInUse?: boolean } = {},
): Promise<Caller | null> {
  if (!z.uuid().safeParse(sessionId).success) return null;
  const { id, slug } = workspaceRef(workspaceIdOrSlug);
  const [row] = await outsideWorkspaces().$queryRaw<(Caller & { lastSeenAt: Date })[]>`
    select * from caller_for_session(${sessionId}::uuid, ${id}::uuid, ${slug})`;
  if (!row) return null;
  const { lastSeenAt, ...caller } = row;
  if (isInUse) await touchSession({ sessionId, lastSeenAt });
  return caller;
}
