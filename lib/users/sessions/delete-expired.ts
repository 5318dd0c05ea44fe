import { accounts } from '../users-database.ts';

/** How long ended sessions stay visible for the investigation of incidents, in milliseconds. */
const STORED_MS = 30 * 24 * 3_600_000;

/** Deletes ended sessions, used and expired links, and expired throttles. Runs daily; a second run does no harm. */
export async function deleteExpired(
  now = new Date(),
): Promise<{ sessions: number; tokens: number; throttles: number }> {
  const before = new Date(now.getTime() - STORED_MS);
  const sessions = await accounts().session.deleteMany({
    where: { OR: [{ expiresAt: { lt: before } }, { revokedAt: { lt: before } }] },
  });
  const tokens = await accounts().emailToken.deleteMany({ where: { expiresAt: { lt: now } } });
  const throttles = await accounts().throttle.deleteMany({ where: { resetAt: { lt: now } } });
  return { sessions: sessions.count, tokens: tokens.count, throttles: throttles.count };
}
