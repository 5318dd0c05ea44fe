import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/client.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { kept } from '#lib/db/statement-name.ts';
import { itemRow, type RawItemRow, rowColumns, rowJoins } from '../list/item-row.ts';
import type { HistoryAct } from '../history/record-history.ts';
import type { ItemRow } from '../types.ts';

/** A member, or the system in one workspace. */
export type Actor = Pick<Caller, 'workspaceId' | 'memberId'> | { workspaceId: string; system: true };

/** The fields of an item that acts change and an undo puts back. */
export const undoableFields = [
  'status',
  'ownerId',
  'claimedUntil',
  'priority',
  'snoozedUntil',
  'resolvedAt',
  'sendFailed',
] as const;
export type UndoableField = (typeof undoableFields)[number];

/** Those that must stand as the act left them for it to be taken back; a renewed lease, for one, is no change. */
export const decidingFields = ['status', 'ownerId', 'priority'] as const satisfies readonly UndoableField[];

/** One way to change items, told as data so that one item and a hundred thousand go the same way. */
export type ItemChange = {
  act: HistoryAct;
  /** Assignments to the item's columns; the item as it was is `old`. */
  set: Prisma.Sql;
  /** Which of the items change, by `old`: the one condition that decides a race. */
  where: Prisma.Sql;
  /** The fields that it sets, for the undo. */
  fields: readonly UndoableField[];
  details?: Prisma.InputJsonObject;
  /** The note that the act wrote or deleted, for the undo. */
  noteId?: string;
};

/**
 * Changes those of the items that the change's condition lets, and writes their history, in one statement. The rows
 * are taken in the order of their ids, so that two who change the same items cannot lock each other out; not for their
 * keys, which whoever adds a note or a message to the item holds on to meanwhile.
 * @returns the changed items and their histories' ids
 */
export async function changeItems(
  tx: Tx,
  by: Actor,
  itemIds: readonly string[],
  change: ItemChange,
  batchId: string | null = null,
): Promise<{ itemId: string; historyId: string }[]> {
  return await tx.$queryRaw<{ itemId: string; historyId: string }[]>(Prisma.sql`${kept}
    WITH ${changing(by, itemIds, change, { batchId, columns: Prisma.sql`i."workspaceId", i."id"` })}
    SELECT "itemId"::text, "id"::text AS "historyId" FROM told`);
}

/**
 * Changes one item as {@link changeItems} does, and reads it as it is then, in the same statement.
 * @returns null when the change's condition did not let it, or there is no such item here
 */
export async function changeItem(
  tx: Tx,
  caller: Caller,
  itemId: string,
  change: ItemChange,
): Promise<{ item: ItemRow; historyId: string } | null> {
  const [row] = await tx.$queryRaw<(RawItemRow & { historyId: string })[]>(Prisma.sql`${kept}
    WITH ${changing(caller, [itemId], change, { batchId: null, columns: Prisma.sql`i.*` })}
    SELECT ${rowColumns}, told."id"::text AS "historyId"
    FROM told JOIN changed i ON i."workspaceId" = told."workspaceId" AND i."id" = told."itemId"
    ${rowJoins(caller)}`);
  return row ? { item: itemRow(row), historyId: row.historyId } : null;
}

/** The statement's parts: `changed` has the items' columns as they are then, `told` their history. */
function changing(
  by: Actor,
  itemIds: readonly string[],
  { act, set, where, fields, details = {}, noteId }: ItemChange,
  { batchId, columns }: { batchId: string | null; columns: Prisma.Sql },
): Prisma.Sql {
  const memberId = 'memberId' in by ? by.memberId : null;
  const deciding = decidingFields.filter((field) => fields.includes(field));
  return Prisma.sql`old AS (
      SELECT "workspaceId", "id", ${Prisma.join(undoableFields.map(quoted))}
      FROM "item" WHERE "id" = ANY(${itemIds}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE
    ), changed AS (
      UPDATE "item" i SET ${set}, "version" = i."version" + 1
      FROM old WHERE i."workspaceId" = old."workspaceId" AND i."id" = old."id" AND (${where})
      RETURNING ${columns}, ${asJson('old', fields)} AS before, ${asJson('i', deciding)} AS after
    ), told AS (
      INSERT INTO "item_history" ("workspaceId", "itemId", "memberId", "actor", "act", "before", "after", "details", "batchId", "noteId")
      SELECT "workspaceId", "id", ${memberId}::uuid, ${memberId ? 'member' : 'system'}, ${act}, before, after,
        ${JSON.stringify(details)}::jsonb, ${batchId}::uuid, ${noteId ?? null}::uuid
      FROM changed
      RETURNING "workspaceId", "itemId", "id"
    )`;
}

const quoted = (field: UndoableField) => Prisma.raw(`"${field}"`);

/** The fields of a row as JSON. */
export function asJson(row: 'old' | 'i', fields: readonly UndoableField[]): Prisma.Sql {
  return Prisma.raw(`jsonb_build_object(${fields.map((field) => `'${field}', ${row}."${field}"`).join(', ')})`);
}
