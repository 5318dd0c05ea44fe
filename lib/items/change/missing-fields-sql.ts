import { Prisma } from '#lib/db/generated/client.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';
import { transitionOf } from '../transitions.ts';
import type { Events } from './event-sql.ts';

/** Rows `f` of `item_field` that are asked of the item `i` and not answered. */
const MISSING = Prisma.raw(`"item_field" f
  WHERE f."workspaceId" = i."workspaceId" AND (f."itemKinds" = '{}' OR i."kind"::text = ANY (f."itemKinds"))
    AND NOT CASE WHEN f."kind" = 'tag'
      THEN EXISTS (SELECT FROM "item_tag" t WHERE t."workspaceId" = i."workspaceId" AND t."itemId" = i."id")
      ELSE EXISTS (SELECT FROM "item_field_value" v WHERE v."workspaceId" = i."workspaceId" AND v."itemId" = i."id"
        AND v."fieldId" = f."id") END`);

/** Whether some of these events resolve items only when everything that is asked before is known. */
export const mayNeedFields = (events: Events): boolean =>
  events.some((event) => transitionOf(event).needs === 'fields');

/** Keeps open what lacks an answer. A condition on `target` and `i`. */
export const resolvesOnlyWhenFilled = Prisma.sql`NOT (target."next" = 'resolved' AND target."status" <> 'resolved'
  AND EXISTS (SELECT FROM ${MISSING}))`;

/** @throws Refusal `fields_missing` with the `fields` that are asked before this item is resolved, and their `names` */
export async function refuseIfFieldsMissing(tx: Tx, workspaceId: string, itemId: string): Promise<void> {
  const fields = await tx.$queryRaw<{ id: string; name: string }[]>(Prisma.sql`
    SELECT f."id"::text, f."name" FROM "item" i, LATERAL (SELECT f."id", f."name" FROM ${MISSING}) f
    WHERE i."workspaceId" = ${workspaceId}::uuid AND i."id" = ${itemId}::uuid ORDER BY f."id"`);
  if (fields.length > 0) {
    throw new Refusal('fields_missing', { fields, names: fields.map(({ name }) => name).join(', ') });
  }
}
