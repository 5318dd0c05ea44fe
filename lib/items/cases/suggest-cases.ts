import { contactsOf } from '#lib/contacts/person.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { prepared } from '#lib/db/statement-name.ts';
import { readItemRows } from '../list/read-item-rows.ts';
import type { CaseReason, CaseSuggestion } from './types.ts';

/** How many are suggested: the best. */
const SHOWN = 3;
/** How far apart the latest messages of two items may be, in days. */
const SPAN_DAYS = 14;
/** How soon after the comment the direct message came, in hours. */
const SOON_HOURS = 48;
/** How many of one contact's items are looked at, the latest. */
const LOOKED_AT = 20;

/**
 * Open items that may belong to the matter of this one, because one person wrote them: never joined by themselves. None for an
 * item that is done, of two cases, in a closed case, or for two that somebody said do not belong together.
 */
export async function suggestCases(tx: Tx, caller: Caller, itemId: string): Promise<CaseSuggestion[]> {
  const found = await tx.$queryRaw<{ id: string; reason: CaseReason }[]>(Prisma.sql`${prepared}
    WITH this AS MATERIALIZED (
      SELECT i.* FROM "item" i LEFT JOIN "item_case" k ON k."workspaceId" = i."workspaceId" AND k."id" = i."caseId"
      WHERE i."workspaceId" = ${caller.workspaceId}::uuid AND i."id" = ${itemId}::uuid
        AND i."status" NOT IN ('resolved', 'ignored') AND k."closedAt" IS NULL
    ), near AS (
      SELECT i."id", i."lastActivityAt", CASE WHEN EXISTS (
          SELECT FROM "post" p WHERE p."workspaceId" = i."workspaceId" AND p."isOwn" AND p."id" = CASE
            WHEN this."kind" = 'comment' AND i."kind" = 'message'
              AND i."lastInboundAt" BETWEEN this."firstMessageAt" AND this."lastInboundAt" + make_interval(hours => ${SOON_HOURS}::int)
            THEN this."postId"
            WHEN this."kind" = 'message' AND i."kind" = 'comment'
              AND this."lastInboundAt" BETWEEN i."firstMessageAt" AND i."lastInboundAt" + make_interval(hours => ${SOON_HOURS}::int)
            THEN i."postId" END
        ) THEN 'message_after_comment' ELSE 'same_person' END AS "reason"
      FROM this CROSS JOIN (${contactsOf(Prisma.sql`(SELECT "contactId" FROM this)`)}) AS person
      CROSS JOIN LATERAL (
        SELECT o.* FROM "item" o WHERE o."workspaceId" = this."workspaceId" AND o."contactId" = person."id"::uuid
          AND o."lastActivityAt" BETWEEN this."lastActivityAt" - make_interval(days => ${SPAN_DAYS}::int)
            AND this."lastActivityAt" + make_interval(days => ${SPAN_DAYS}::int)
        ORDER BY o."lastActivityAt" DESC LIMIT ${LOOKED_AT}::int
      ) i
      LEFT JOIN "item_case" k ON k."workspaceId" = i."workspaceId" AND k."id" = i."caseId"
      WHERE i."id" <> this."id" AND i."status" NOT IN ('resolved', 'ignored')
        AND (this."caseId" IS NULL OR i."caseId" IS NULL) AND k."closedAt" IS NULL
        AND NOT EXISTS (SELECT FROM "case_dismissal" d WHERE d."workspaceId" = this."workspaceId"
          AND d."itemId" = least(this."id", i."id") AND d."otherId" = greatest(this."id", i."id"))
    )
    SELECT "id"::text, "reason" FROM near ORDER BY "reason", "lastActivityAt" DESC, "id" LIMIT ${SHOWN}::int`);
  const rows = await readItemRows(
    tx,
    caller,
    found.map(({ id }) => id),
  );
  return found.flatMap(({ id, reason }) => {
    const item = rows.find((row) => row.id === id);
    return item ? [{ item, reason }] : [];
  });
}
