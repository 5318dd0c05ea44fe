import { accounts } from './accounts-database.ts';
import type { Visitor } from './types.ts';

/** A session ends by itself after this long, in milliseconds. */
export const SESSION_MS = 30 * 24 * 3_600_000;

/** What is kept of the browser's name and of the address, in characters. */
const USER_AGENT_LIMIT = 400;
const ADDRESS_LIMIT = 64;

export type OpenedSession = { sessionId: string; expiresAt: Date };

export async function openSession(
  { userId }: { userId: string },
  { ipAddress, userAgent }: Visitor,
  now = new Date(),
): Promise<OpenedSession> {
  const { id, expiresAt } = await accounts().session.create({
    data: {
      userId,
      userAgent: userAgent.slice(0, USER_AGENT_LIMIT),
      ipAddress: ipAddress.slice(0, ADDRESS_LIMIT),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + SESSION_MS),
    },
    select: { id: true, expiresAt: true },
  });
  return { sessionId: id, expiresAt };
}
