import { createHash } from 'node:crypto';
import { SESSIONS_LIMIT } from '#lib/quotas/limits.ts';
import { Refusal } from '#lib/refusal.ts';
import { inUserTables } from '#lib/db/user-tables.ts';
import type { SecondFactor, Visitor } from '../types.ts';
import { lockSessions } from './lock-sessions.ts';

/** How long a session lasts, in milliseconds. */
export const SESSION_MS = 30 * 24 * 3_600_000;

/** How much of the user agent and of the address is stored, in characters. */
const USER_AGENT_LIMIT = 400;
const ADDRESS_LIMIT = 64;

export type OpenedSession = { sessionId: string; expiresAt: Date };

type Authenticated = {
  userId: string;
  isSingleSignOn?: boolean;
  secondFactor?: SecondFactor | null;
  /** `markPassword` of the password that was checked; absent when none was. */
  passwordMark?: string;
};

/** Tells one stored password from the next without giving it away. */
export const markPassword = (passwordHash: string | null): string =>
  createHash('sha256')
    .update(passwordHash ?? '')
    .digest('base64url');

/**
 * Opens a session for an authenticated user. Beyond the limit her oldest sessions end.
 * @throws Refusal `wrong_credentials` when the password was replaced since it was checked
 */
export async function openSession(
  { userId, isSingleSignOn = false, secondFactor = null, passwordMark }: Authenticated,
  { ipAddress, userAgent }: Visitor,
  now = new Date(),
): Promise<OpenedSession> {
  return await inUserTables(async (tx) => {
    await lockSessions(tx, userId);
    if (passwordMark !== undefined) {
      const { passwordHash } = await tx.user.findUniqueOrThrow({
        where: { id: userId },
        select: { passwordHash: true },
      });
      if (markPassword(passwordHash) !== passwordMark) throw new Refusal('wrong_credentials');
    }
    const { id, expiresAt } = await tx.session.create({
      data: {
        userId,
        isSingleSignOn,
        secondFactor,
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
