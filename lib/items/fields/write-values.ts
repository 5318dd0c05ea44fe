import type { Caller } from '#lib/caller.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import type { Tx } from '#lib/db/tx.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { writeItems } from '../change/write-items.ts';
import { cleanText } from '../clean-text.ts';
import { checkTagging, tagItems } from '../tags/tag-items.ts';
import { readFields } from './list-fields.ts';
import { FIELD_VALUE_LIMIT, type FieldValue, type ItemFieldView } from './types.ts';

/** Values that were checked, with their fields. */
export type CheckedValues = { field: ItemFieldView; value: string }[];

/**
 * Checks what a member filled in.
 * @throws Refusal `not_found` for a field that there is not (any more); `invalid` naming the field whose value does not fit
 */
export async function checkValues(tx: Tx, workspaceId: string, given: readonly FieldValue[]): Promise<CheckedValues> {
  if (given.length === 0) return [];
  const fields = await readFields(tx, workspaceId);
  return given.map(({ fieldId, value }) => {
    const id = uuid(fieldId);
    const field = fields.find((known) => known.id === id);
    if (!field) throw new Refusal('not_found', { field: 'fields' });
    const text = cleanText(value).replace(/\s+/g, ' ').trim();
    const fits = text !== '' && text.length <= FIELD_VALUE_LIMIT;
    if (!fits || (field.kind === 'choice' && !field.options.includes(text))) {
      throw new Refusal('invalid', { field: field.name });
    }
    if (field.kind === 'tag') checkTagging({ add: [text] });
    return { field, value: text };
  });
}

/**
 * Fills in fields of items that the caller sees, and says so in their histories; tags are added as tags.
 * @param options.keeps what is known already stays as it is
 */
export async function writeValues(
  tx: Tx,
  caller: Caller,
  itemIds: readonly string[],
  values: CheckedValues,
  { keeps = false, batchId = null }: { keeps?: boolean; batchId?: string | null } = {},
): Promise<void> {
  const tags = values.filter(({ field }) => field.kind === 'tag').map(({ value }) => value);
  if (tags.length > 0) {
    const untagged = keeps ? await withoutTags(tx, itemIds) : itemIds;
    await tagItems(tx, caller, untagged, checkTagging({ add: tags }), batchId);
  }
  const rows = values
    .filter(({ field }) => field.kind !== 'tag')
    .map(({ field, value }) => ({ fieldId: field.id, name: field.name, kinds: field.itemKinds, value }));
  if (rows.length === 0) return;
  // A lock first, in the order of ids, as every writer of items takes it.
  await tx.$queryRaw`SELECT FROM "item" WHERE "id" = ANY(${[...itemIds]}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`;
  const write = writeItems({
    by: caller,
    event: 'fields_filled',
    given: Prisma.sql`filled`,
    details: Prisma.sql`jsonb_build_object('fields', target."said")`,
    batchId,
  });
  await tx.$executeRaw(Prisma.sql`
    WITH wanted AS (
      SELECT i."workspaceId", i."id" AS "itemId", field."fieldId", field."name", field."value"
      FROM "item" i CROSS JOIN jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS field ("fieldId" uuid, "name" text, "kinds" jsonb, "value" text)
      WHERE i."id" = ANY(${[...itemIds]}::uuid[])
        AND (field."kinds" = '[]' OR jsonb_exists(field."kinds", i."kind"::text))
        AND NOT EXISTS (SELECT FROM "item_field_value" v WHERE v."workspaceId" = i."workspaceId" AND v."itemId" = i."id"
          AND v."fieldId" = field."fieldId" AND (${keeps} OR v."value" = field."value"))
    ), written AS (
      INSERT INTO "item_field_value" ("workspaceId", "itemId", "fieldId", "value")
      SELECT "workspaceId", "itemId", "fieldId", "value" FROM wanted
      ON CONFLICT ("workspaceId", "itemId", "fieldId") DO UPDATE SET "value" = EXCLUDED."value"
      RETURNING "itemId"
    ), filled AS (
      SELECT "itemId", jsonb_agg("name" || ' – ' || "value" ORDER BY "fieldId") AS "said" FROM wanted GROUP BY "itemId"
    ), ${write}
    SELECT count(*) FROM written`);
}

async function withoutTags(tx: Tx, itemIds: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT i."id"::text FROM "item" i WHERE i."id" = ANY(${[...itemIds]}::uuid[])
      AND NOT EXISTS (SELECT FROM "item_tag" t WHERE t."workspaceId" = i."workspaceId" AND t."itemId" = i."id")`;
  return rows.map(({ id }) => id);
}
