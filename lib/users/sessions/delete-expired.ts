import { userTables } from '#lib/db/user-tables.ts';

/** How long ended sessions stay visible for the investigation of incidents, in milliseconds. */
const STORED_MS = 30 * 24 * 3_600_000;

/** Deletes ended sessions, used and expired links, and expired throttles. Runs daily; a second run does no harm. */
export async function deleteExpired(
  now = new Date(),
): Promise<{ sessions: number; tokens: number; throttles: number }> {
  const before = new Date(now.getTime() - STORED_MS);
  const sessions = await userTables().session.deleteMany({
    where: { OR: [{ expiresAt: { lt: before } }, { revokedAt: { lt: before } }] },
  });
  const tokens = await userTables().emailToken.deleteMany({ where: { expiresAt: { lt: now } } });
  await userTables().passkeyChallenge.deleteMany({ where: { expiresAt: { lt: now } } });
  const throttles = await userTables().throttle.deleteMany({ where: { resetAt: { lt: now } } });
  return { sessions: sessions.count, tokens: tokens.count, throttles: throttles.count };
}
