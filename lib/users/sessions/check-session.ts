import { z } from 'zod';
import { knownLanguage } from '#lib/interface-languages.ts';
import { userTables } from '#lib/db/user-tables.ts';
import { touchSession } from './touch-session.ts';
import type { SignedIn } from '../types.ts';

type Row = {
  userId: string;
  email: string;
  name: string;
  language: string | null;
  isEmailVerified: boolean;
  isSingleSignOn: boolean;
  lastSeenAt: Date;
};

/** The user of a session; null when it is revoked, expired or unknown. One statement, or two once a minute. */
export async function checkSession(sessionId: string, now = new Date()): Promise<SignedIn | null> {
  if (!z.uuid().safeParse(sessionId).success) return null;
  const [row] = await userTables().$queryRaw<Row[]>`
    select u."id" as "userId", u."email", u."name", u."language", u."emailVerifiedAt" is not null as "isEmailVerified",
      s."isSingleSignOn", s."lastSeenAt"
    from "session" s join "user" u on u."id" = s."userId"
    where s."id" = ${sessionId}::uuid and s."revokedAt" is null and s."expiresAt" > ${now}`;
  if (!row) return null;
  await touchSession({ sessionId, lastSeenAt: row.lastSeenAt }, now);
  const { userId, email, name, isEmailVerified, isSingleSignOn } = row;
  return { sessionId, userId, email, name, language: knownLanguage(row.language), isEmailVerified, isSingleSignOn };
}
