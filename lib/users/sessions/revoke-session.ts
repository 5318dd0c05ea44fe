import { z } from 'zod';
import { Refusal } from '#lib/refusal.ts';
import { inUserTables, userTables } from '#lib/db/user-tables.ts';
import type { Tx } from '#lib/db/tx.ts';
import { lockSessions } from './lock-sessions.ts';

/**
 * Ends one of the user's own sessions, from its next request on.
 * @throws Refusal `not_found`, also for another user's session
 */
export async function revokeSession(
  { userId }: { userId: string },
  { sessionId }: { sessionId: string },
  now = new Date(),
): Promise<void> {
  if (!z.uuid().safeParse(sessionId).success) throw new Refusal('not_found');
  const { count } = await userTables().session.updateMany({
    where: { id: sessionId, userId, revokedAt: null },
    data: { revokedAt: now },
  });
  if (count === 0) throw new Refusal('not_found');
}

/** Ends the sessions of these users that were opened with a password. */
export async function revokePasswordSessions(
  { userIds }: { userIds: readonly string[] },
  now = new Date(),
): Promise<void> {
  await userTables().session.updateMany({
    where: { userId: { in: [...userIds] }, isSingleSignOn: false, revokedAt: null },
    data: { revokedAt: now },
  });
}

/** Ends all sessions of a user except one. @returns how many */
export async function revokeOtherSessions(
  user: { userId: string },
  keep: { keepSessionId: string | null },
  now = new Date(),
): Promise<{ revoked: number }> {
  return await inUserTables((tx) => endOtherSessions(tx, user, keep, now));
}

/** The same in the transaction of what makes it necessary, such as a new password. */
export async function endOtherSessions(
  tx: Pick<Tx, 'session' | '$executeRaw'>,
  { userId }: { userId: string },
  { keepSessionId }: { keepSessionId: string | null },
  now = new Date(),
): Promise<{ revoked: number }> {
  await lockSessions(tx, userId);
  const { count } = await tx.session.updateMany({
    where: { userId, revokedAt: null, ...(keepSessionId === null ? {} : { id: { not: keepSessionId } }) },
    data: { revokedAt: now },
  });
  return { revoked: count };
}
