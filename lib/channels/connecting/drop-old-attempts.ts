import { asDispatcher } from '#lib/db/in-workspace.ts';

/** How long an expired attempt is stored, so that a member who returns late sees that it expired, in milliseconds. */
const STORED_MS = 60 * 60_000;

/** Deletes expired sign-ins with the credentials that nobody chose. */
export async function dropOldAttempts(now = new Date()): Promise<void> {
  const before = new Date(now.getTime() - STORED_MS);
  await asDispatcher((tx) => tx.$executeRaw`DELETE FROM "connect_attempt" WHERE "expiresAt" < ${before}`);
}
