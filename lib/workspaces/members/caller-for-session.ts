import { z } from 'zod';
import { touchSession } from '#lib/users/sessions/touch-session.ts';
import type { Caller } from '#lib/caller.ts';
import { outsideWorkspaces } from '#lib/db/outside-workspaces.ts';
import { workspaceRef } from '../workspace-ref.ts';

/**
 * The member behind a session in one workspace, read afresh for each request: a revoked session, a changed role and
 * a removed member count at once. One statement, and once a minute a second one that notes that she was seen.
 * @returns null for a stranger, an ended session, or a workspace that does not exist
 */
export async function callerForSession(sessionId: string, workspaceIdOrSlug: string): Promise<Caller | null> {
  if (!z.uuid().safeParse(sessionId).success) return null;
  const { id, slug } = workspaceRef(workspaceIdOrSlug);
  const [row] = await outsideWorkspaces().$queryRaw<(Caller & { lastSeenAt: Date })[]>`
    select * from caller_for_session(${sessionId}::uuid, ${id}::uuid, ${slug})`;
  if (!row) return null;
  const { lastSeenAt, ...caller } = row;
  await touchSession({ sessionId, lastSeenAt });
  return caller;
}
