import type { Caller } from '#lib/caller.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import type { Departure } from './read-departure.ts';
import { toldActs } from './types.ts';

/**
 * By how much longer than this no transaction runs (`lib/db/in-workspace.ts`), in milliseconds. What is committed after a moment
 * was read can have a time that is earlier by as much.
 */
export const LATE_COMMIT_MS = 70_000;
/** By how much earlier than we received it a message that counts as new may have been written, in milliseconds. */
const LATE_ARRIVAL_MS = 24 * 3_600_000;

/** The window of a member's departure: whose changes are told. */
type Window = Pick<Departure, 'acknowledgedUntil' | 'acknowledgedAt' | 'seenIds'> & {
  /** Items that were theirs at their last sight are theirs since this moment; null: the rows say since when. */
  heldSince: Date | null;
};

/**
 * What others did to the items that were the caller's when they left, and what the contacts wrote, as common table expressions.
 * `entry` has a row for each. What was acknowledged is left out by its id where its time alone cannot tell. After the
 * acknowledgment only what happened before it counts: of what comes then, the caller is a witness.
 */
export function entriesSql({ workspaceId, memberId }: Caller, window: Window): Prisma.Sql {
  const { acknowledgedUntil, acknowledgedAt, seenIds, heldSince } = window;
  const lower = acknowledgedUntil && new Date(acknowledgedUntil.getTime() - LATE_COMMIT_MS);
  const workspace = Prisma.sql`${workspaceId}::uuid`;
  const end = Prisma.sql`${acknowledgedAt?.toISOString() ?? null}::timestamptz`;
  const seen = Prisma.sql`${seenIds}::uuid[]`;
  return Prisma.sql`left_item AS MATERIALIZED (
      SELECT i."id" AS "itemId", greatest(coalesce(d."leftAt", d."fallback"), ${lower?.toISOString() ?? null}::timestamptz) AS since
      FROM (
        SELECT *, CASE WHEN "isHeld" THEN ${heldSince?.toISOString() ?? null}::timestamptz END AS "fallback"
        FROM "departure_item" WHERE "workspaceId" = ${workspace} AND "memberId" = ${memberId}::uuid
      ) d JOIN "item" i ON i."workspaceId" = ${workspace} AND i."id" = d."itemId"
      WHERE coalesce(d."leftAt", d."fallback") IS NOT NULL
    ), raw AS MATERIALIZED (
      SELECT h."itemId", h."id", h."act", h."memberId", h."details", h."undoesId", h."createdAt" AS at
      FROM left_item l JOIN "item_history" h ON h."workspaceId" = ${workspace} AND h."itemId" = l."itemId" AND h."createdAt" > l.since
    ), entry AS MATERIALIZED (
      SELECT r."itemId", r."id", r."act", r."memberId", r."details", r.at FROM raw r
      WHERE r."memberId" IS DISTINCT FROM ${memberId}::uuid AND r."act" = ANY(${[...toldActs]}::text[])
        AND r."id" <> ALL(${seen}) AND (${end} IS NULL OR r.at <= ${end})
        -- Lists, which are hashed: a join is done for each pair where the planner knows nothing of the sizes.
        AND r."id" NOT IN (SELECT u."undoesId" FROM raw u WHERE u."undoesId" IS NOT NULL)
        AND (r."undoesId" IS NULL OR r."undoesId" NOT IN (SELECT o."id" FROM raw o WHERE o."id" <> ALL(${seen})))
      UNION ALL
      SELECT m."itemId", m."id", NULL, NULL, NULL, m."receivedAt"
      FROM left_item l JOIN "message" m ON m."workspaceId" = ${workspace} AND m."itemId" = l."itemId"
        AND m."createdAt" > l.since - make_interval(secs => ${LATE_ARRIVAL_MS / 1000}) AND m."receivedAt" > l.since
      WHERE m."direction" = 'inbound' AND m."id" <> ALL(${seen}) AND (${end} IS NULL OR m."receivedAt" <= ${end})
    )`;
}
