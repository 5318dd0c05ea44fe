import { userTables } from '#lib/db/user-tables.ts';
import type { SessionView, SignedIn } from '../types.ts';

/** The user's open sessions: the current one first, then by last use. */
export async function listSessions(signedIn: SignedIn, now = new Date()): Promise<SessionView[]> {
  const rows = await userTables().session.findMany({
    where: { userId: signedIn.userId, revokedAt: null, expiresAt: { gt: now } },
    orderBy: { lastSeenAt: 'desc' },
    select: {
      id: true,
      userAgent: true,
      ipAddress: true,
      createdAt: true,
      lastSeenAt: true,
      isSingleSignOn: true,
      secondFactor: true,
    },
    take: 100,
  });
  return rows
    .map(({ createdAt, lastSeenAt, ...row }) => ({
      ...row,
      createdAt: createdAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
      isCurrent: row.id === signedIn.sessionId,
    }))
    .sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
}
