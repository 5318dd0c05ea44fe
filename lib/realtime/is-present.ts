import { Prisma } from '#lib/db/generated/client.ts';
import { IDLE_PRESENCE_MS, PRESENCE_MS } from './types.ts';

/** @returns SQL: whether a row of `presence` still counts. @param presence the row's name in the statement */
export function isPresent(presence: string): Prisma.Sql {
  const row = Prisma.raw(presence);
  return Prisma.sql`(${row}."seenAt" > now() - make_interval(secs =>
    CASE WHEN ${row}."isIdle" THEN ${IDLE_PRESENCE_MS / 1000}::int ELSE ${PRESENCE_MS / 1000}::int END))`;
}
