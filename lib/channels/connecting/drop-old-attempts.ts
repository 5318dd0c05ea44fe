import { asDispatcher } from '#lib/db/in-workspace.ts';

/** An attempt is kept so long after its end, so that whoever comes back late reads that it is over. */
const KEPT_MS = 60 * 60_000;

/** Forgets sign-ins that are over, and the credentials that nobody chose. */
export async function dropOldAttempts(now = new Date()): Promise<void> {
  const before = new Date(now.getTime() - KEPT_MS);
  await asDispatcher((tx) => tx.$executeRaw`DELETE FROM "connect_attempt" WHERE "expiresAt" < ${before}`);
}
