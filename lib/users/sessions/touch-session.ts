import { userTables } from '#lib/db/user-tables.ts';

/** How exactly "last seen" is known, in milliseconds: one write a minute, not one a request. */
const TOUCH_MS = 60_000;

/** Notes that a session is in use. */
export async function touchSession(
  { sessionId, lastSeenAt }: { sessionId: string; lastSeenAt: Date },
  now = new Date(),
): Promise<void> {
  if (now.getTime() - lastSeenAt.getTime() < TOUCH_MS) return;
  await userTables().session.updateMany({ where: { id: sessionId, lastSeenAt }, data: { lastSeenAt: now } });
}
