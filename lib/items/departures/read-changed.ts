import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { entriesSql, LATE_COMMIT_MS } from './entries-sql.ts';
import { lineItem, lineJoins, shortened } from './line-sql.ts';
import type { DepartureNow } from './read-departure.ts';
import { ACTS_SHOWN, type ChangedLine, type Lines, SEEN_LIMIT } from './types.ts';

type Row = { total: number; lines: ChangedLine[] | null; seen: string[] };

/**
 * The items that changed, the newest change first, in one statement.
 * @returns also the ids of what is so young that the acknowledgment must name it
 */
export async function readChanged(
  tx: Tx,
  caller: Caller,
  departure: DepartureNow & { heldSince: Date | null },
  limit: number,
): Promise<Lines<ChangedLine> & { seen: string[] }> {
  const young = new Date(departure.now.getTime() - LATE_COMMIT_MS).toISOString();
  const [row] = await tx.$queryRaw<Row[]>(Prisma.sql`
    WITH ${entriesSql(caller, departure)}, changed AS MATERIALIZED (
      SELECT "itemId", max(at) AS at, count("act")::int AS acts, (count(*) - count("act"))::int AS messages
      FROM entry GROUP BY 1
    ), line AS (
      SELECT c.*, ${lineItem} AS item, acts_shown.list
      FROM (SELECT * FROM changed ORDER BY at DESC, "itemId" DESC LIMIT ${limit}::int) c
      JOIN "item" i ON i."workspaceId" = ${caller.workspaceId}::uuid AND i."id" = c."itemId"
      ${lineJoins}
      LEFT JOIN LATERAL (
        SELECT json_agg(json_build_object('id', e."id", 'act', e."act", 'details', (e."details" - 'title') || jsonb_strip_nulls(
            jsonb_build_object('guest', g."guestName", 'ownerName', owner."name", 'title', k."title")), 'createdAt', e.at, 'member', CASE WHEN m."id" IS NOT NULL
            THEN json_build_object('id', m."id", 'name', u."name") END) ORDER BY e.at DESC, e."id" DESC) AS list
        FROM (SELECT * FROM entry o WHERE o."itemId" = c."itemId" AND o."act" IS NOT NULL
          ORDER BY o.at DESC, o."id" DESC LIMIT ${ACTS_SHOWN}) e
        LEFT JOIN "member" m ON m."workspaceId" = i."workspaceId" AND m."id" = e."memberId"
        LEFT JOIN "user" u ON u."id" = m."userId"
        LEFT JOIN "member" om ON om."workspaceId" = i."workspaceId" AND om."id" = (e."details" ->> 'ownerId')::uuid
        LEFT JOIN "user" owner ON owner."id" = om."userId"
        LEFT JOIN "item_case" k ON k."workspaceId" = i."workspaceId" AND k."id" = (e."details" ->> 'caseId')::uuid
        LEFT JOIN "guest_link" g ON g."workspaceId" = i."workspaceId" AND g."id" = (e."details" ->> 'guestLinkId')::uuid
      ) acts_shown ON true
    )
    SELECT (SELECT count(*)::int FROM changed) AS total,
      (SELECT json_agg(json_build_object('item', item, 'at', at, 'acts', coalesce(list, '[]'), 'moreActs',
        greatest(acts - ${ACTS_SHOWN}, 0), 'messages', messages) ORDER BY at DESC, "itemId" DESC) FROM line) AS lines,
      ARRAY(SELECT "id"::text FROM entry WHERE at > ${young}::timestamptz ORDER BY at LIMIT ${SEEN_LIMIT}) AS seen`);
  const iso = (moment: string) => new Date(moment).toISOString();
  const lines = (row?.lines ?? []).map((line) => ({
    ...line,
    item: shortened(line.item),
    at: iso(line.at),
    acts: line.acts.map((act) => ({ ...act, createdAt: iso(act.createdAt) })),
  }));
  return { total: row?.total ?? 0, lines, seen: row?.seen ?? [] };
}
