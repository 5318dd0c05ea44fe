import { userTables } from '#lib/db/user-tables.ts';

/** The precision of "last seen": one write a minute instead of one per request, in milliseconds. */
const TOUCH_MS = 60_000;

/** Records that a session is in use. */
export async function touchSession(
  { sessionId, lastSeenAt }: { sessionId: string; lastSeenAt: Date },
  now = new Date(),
): Promise<void> {
  if (now.getTime() - lastSeenAt.getTime() < TOUCH_MS) return;
  await userTables().session.updateMany({ where: { id: sessionId, lastSeenAt }, data: { lastSeenAt: now } });
}
