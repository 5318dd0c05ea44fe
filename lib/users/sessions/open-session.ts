import { SESSIONS_LIMIT } from '#lib/quotas/limits.ts';
import { inAccounts } from '../users-database.ts';
import type { Visitor } from '../types.ts';

/** A session ends by itself after this long, in milliseconds. */
export const SESSION_MS = 30 * 24 * 3_600_000;

/** What is kept of the browser's name and of the address, in characters. */
const USER_AGENT_LIMIT = 400;
const ADDRESS_LIMIT = 64;

export type OpenedSession = { sessionId: string; expiresAt: Date };

/** Opens a session for a person who has proved who she is; where she has too many, the oldest end. */
export async function openSession(
  { userId, isSingleSignOn = false }: { userId: string; isSingleSignOn?: boolean },
  { ipAddress, userAgent }: Visitor,
  now = new Date(),
): Promise<OpenedSession> {
  return await inAccounts(async (tx) => {
    // One opening of hers at a time, so that many at once cannot pass the limit together.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sessions:${userId}`}, 0))`;
    const { id, expiresAt } = await tx.session.create({
      data: {
        userId,
        isSingleSignOn,
        userAgent: userAgent.slice(0, USER_AGENT_LIMIT),
        ipAddress: ipAddress.slice(0, ADDRESS_LIMIT),
        createdAt: now,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + SESSION_MS),
      },
      select: { id: true, expiresAt: true },
    });
    await tx.$executeRaw`
      UPDATE "session" SET "revokedAt" = ${now} WHERE "id" IN (
        SELECT "id" FROM "session" WHERE "userId" = ${userId}::uuid AND "revokedAt" IS NULL AND "expiresAt" > ${now}
        ORDER BY "createdAt" DESC, "id" DESC OFFSET ${SESSIONS_LIMIT}::int)`;
    return { sessionId: id, expiresAt };
  });
}
