import { scopeOf } from '#lib/db/choose-of-places.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asPerson } from '#lib/db/in-workspace.ts';
import { prepared } from '#lib/db/statement-name.ts';
import { shownSql } from '../shown-sql.ts';
import { MERGED_UNREAD_LIMIT } from '../types.ts';
import { readablePlaces } from './readable-places.ts';

/**
 * How many notifications of a person are unread in all workspaces that her session may enter, counted up to MERGED_UNREAD_LIMIT.
 */
export async function countMergedUnread(person: { sessionId: string }): Promise<number> {
  return await asPerson(person, async (tx, all) => {
    const places = readablePlaces(all);
    if (places.length === 0) return 0;
    const [row] = await tx.$queryRaw<{ unread: number }[]>(Prisma.sql`${prepared}
      SELECT count(*)::int AS "unread" FROM (
        SELECT FROM ${scopeOf(places)}
        JOIN "notification" n ON n."workspaceId" = scope."workspaceId" AND n."memberId" = scope."memberId"
        WHERE n."readAt" IS NULL AND ${shownSql} LIMIT ${MERGED_UNREAD_LIMIT}) AS unread`);
    return row?.unread ?? 0;
  });
}
