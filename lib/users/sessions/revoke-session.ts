import { z } from 'zod';
import { Refusal } from '#lib/refusal.ts';
import { accounts } from '../users-database.ts';

/**
 * Ends one of one's own sessions: the next request that carries it is a stranger's.
 * @throws Refusal `not_found` for somebody else's too
 */
export async function revokeSession(
  { userId }: { userId: string },
  { sessionId }: { sessionId: string },
  now = new Date(),
): Promise<void> {
  if (!z.uuid().safeParse(sessionId).success) throw new Refusal('not_found');
  const { count } = await accounts().session.updateMany({
    where: { id: sessionId, userId, revokedAt: null },
    data: { revokedAt: now },
  });
  if (count === 0) throw new Refusal('not_found');
}

/** Ends the sessions of these people that a password opened. */
export async function revokePasswordSessions(
  { userIds }: { userIds: readonly string[] },
  now = new Date(),
): Promise<void> {
  await accounts().session.updateMany({
    where: { userId: { in: [...userIds] }, isSingleSignOn: false, revokedAt: null },
    data: { revokedAt: now },
  });
}

/** Ends all of a person's sessions but the one she keeps; tells how many. */
export async function revokeOtherSessions(
  { userId }: { userId: string },
  { keepSessionId }: { keepSessionId: string | null },
  now = new Date(),
): Promise<{ revoked: number }> {
  const { count } = await accounts().session.updateMany({
    where: { userId, revokedAt: null, ...(keepSessionId === null ? {} : { id: { not: keepSessionId } }) },
    data: { revokedAt: now },
  });
  return { revoked: count };
}
