import { userTables } from '#lib/db/user-tables.ts';

/** Sessions that ended are kept this long, in milliseconds: who looks into an incident can still see them. */
const KEPT_MS = 30 * 24 * 3_600_000;

/** Removes ended sessions, used and run-out links, and throttles that are over; run daily, twice is no harm. */
export async function forgetExpired(
  now = new Date(),
): Promise<{ sessions: number; tokens: number; throttles: number }> {
  const before = new Date(now.getTime() - KEPT_MS);
  const sessions = await userTables().session.deleteMany({
    where: { OR: [{ expiresAt: { lt: before } }, { revokedAt: { lt: before } }] },
  });
  const tokens = await userTables().emailToken.deleteMany({ where: { expiresAt: { lt: now } } });
  const throttles = await userTables().throttle.deleteMany({ where: { resetAt: { lt: now } } });
  return { sessions: sessions.count, tokens: tokens.count, throttles: throttles.count };
}
