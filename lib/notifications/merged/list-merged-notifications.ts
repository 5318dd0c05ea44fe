import { chooseOfPlaces } from '#lib/db/choose-of-places.ts';
import type { Place } from '#lib/db/enter-workspace.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asPerson } from '#lib/db/in-workspace.ts';
import { prepared } from '#lib/db/statement-name.ts';
import type { Tx } from '#lib/db/tx.ts';
import { type Position, readCursor, writeCursor } from '../cursor.ts';
import { notificationColumns, notificationJoins, notificationView, type RawNotification } from '../notification-row.ts';
import { shownSql } from '../shown-sql.ts';
import { type MergedNotificationPage, NOTIFICATIONS_PAGE } from '../types.ts';
import { readablePlaces } from './readable-places.ts';

type Row = RawNotification & { workspaceId: string };

/**
 * The notifications of a person in all workspaces that her session may enter, latest first. In each workspace they are those
 * that `listNotifications` shows to its member.
 * @throws Refusal `invalid` for a malformed cursor
 */
export async function listMergedNotifications(
  person: { sessionId: string },
  { cursor = null }: { cursor?: string | null } = {},
): Promise<MergedNotificationPage> {
  const before = cursor === null ? null : readCursor(cursor);
  return await asPerson(person, async (tx, all) => {
    const places = readablePlaces(all);
    const rows = await readPage(tx, places, before);
    const shown = rows.slice(0, NOTIFICATIONS_PAGE);
    const slugs = new Map(places.map(({ workspaceId, slug }) => [workspaceId, slug]));
    const notifications = shown.map((row) => ({
      ...notificationView(row),
      workspace: slugs.get(row.workspaceId) ?? '',
    }));
    const last = notifications.at(-1);
    return { notifications, nextCursor: rows.length > shown.length && last ? writeCursor(last) : null };
  });
}

/** The rows of a page, and one more if there are more. */
async function readPage(tx: Tx, places: readonly Place[], before: Position | null): Promise<Row[]> {
  if (places.length === 0) return [];
  const after = before
    ? Prisma.sql`AND (n."createdAt", n."id") < (${before.createdAt}::timestamptz, ${before.id}::uuid)`
    : Prisma.empty;
  const order = (relation: Prisma.Sql) => Prisma.sql`${relation}."createdAt" DESC, ${relation}."id" DESC`;
  const chosen = chooseOfPlaces({
    places,
    limit: NOTIFICATIONS_PAGE + 1,
    order,
    keysOf: (take) => Prisma.sql`
      SELECT n."createdAt", n."id" FROM "notification" n
      WHERE n."workspaceId" = scope."workspaceId" AND n."memberId" = scope."memberId" AND ${shownSql} ${after}
      ORDER BY ${order(Prisma.sql`n`)} LIMIT ${Prisma.raw(String(take))}`,
  });
  return await tx.$queryRaw<Row[]>(Prisma.sql`${prepared}
    WITH ${chosen}
    SELECT ${notificationColumns}, n."workspaceId"::text
    FROM chosen
    JOIN "notification" n ON n."workspaceId" = chosen."workspaceId" AND n."id" = chosen."id"
    ${notificationJoins}
    ORDER BY ${order(Prisma.sql`chosen`)}`);
}
