import type { Caller } from '#lib/caller.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { type ItemEvent, transitionOf } from '../transitions.ts';
import { closesOnlyWhenDone, mayClose } from './close-sql.ts';
import { mayNeedFields, resolvesOnlyWhenFilled } from './missing-fields-sql.ts';
import { type Events, type EventValues, type StateField, stateFieldNames } from './event-sql.ts';
import { notifySql } from './notify-sql.ts';
import {
  decidingFields,
  fieldsToUndo,
  historyAct,
  isPartial,
  nextStatus,
  stateAssignments,
  versionSteps,
} from './transition-sql.ts';

/** A member, somebody with a guest link, or the system, in one workspace. */
export type Actor =
  | Pick<Caller, 'workspaceId' | 'memberId'>
  | { workspaceId: string; guest: true }
  | { workspaceId: string; system: true };

/** An item that an act changed, with the entry in its history. */
export type ChangedItem = { itemId: string; historyId: string };

/** Columns that describe the item's messages and are not part of its state. */
export type Facts = Partial<
  Record<
    | 'postId'
    | 'preview'
    | 'previewDirection'
    | 'previewLanguage'
    | 'variant'
    | 'rating'
    | 'language'
    | 'messageCount'
    | 'hasAttachments'
    | 'editedAt'
    | 'deletedAt'
    | 'firstMessageAt'
    | 'lastActivityAt'
    | 'firstReplyAt'
    | 'confidentialTo'
    | 'lapsedOwnerId',
    Prisma.Sql
  >
>;

export type ItemWrite = {
  by: Actor;
  /** The event of all items, or the possible events, where each row of `given` names its own in `event`. */
  event: ItemEvent | Events;
  values?: EventValues;
  /** Which items, as a condition on `i`. Absent when `given` names them. */
  which?: Prisma.Sql;
  /** A relation with one row per item: `itemId` and values for the write. */
  given?: Prisma.Sql;
  /** Which of the locked items change, as a condition on `target`: it decides races. */
  where?: Prisma.Sql;
  /** In terms of `i` (the old item) and `target` (which also has the columns of `given`). */
  facts?: Facts;
  /** Details of the history entry: an object, or SQL in terms of `i` and `target`. */
  details?: Prisma.InputJsonObject | Prisma.Sql;
  /** The note that the act wrote or deleted, for the undo. */
  noteId?: string;
  /** The history entry that an undo takes back, in terms of `target`. */
  undoesId?: Prisma.Sql;
  /** JSON in terms of `target` that an undo needs besides the item's fields. */
  undoData?: Prisma.Sql;
  /** JSON in terms of `target` of what the act leaves besides the item's fields: an undo leaves alone what differs since. */
  leaves?: Prisma.Sql;
  batchId?: string | null;
  /** False: no entry in the history, whatever the table says. */
  isRecorded?: boolean;
  /** The columns of `changed` besides the keys. */
  columns?: Prisma.Sql;
};

/**
 * The one statement that changes items, as a list of common table expressions, so that it works for one item and for
 * 100,000, and can be combined with writing messages or tags. `changed` has the changed items' keys and `columns`,
 * `recorded` the history entries; who is concerned is notified. Triggers update counters and live events, and end what colleagues
 * asked of a former owner.
 *
 * Rows are locked in the order of their ids, so that two writers cannot deadlock, and with FOR NO KEY UPDATE, so that
 * notes and messages can be added to the item meanwhile.
 */
export function writeItems(write: ItemWrite): Prisma.Sql {
  const events = eventsOf(write);
  const { values = {}, given, which = Prisma.sql`true`, where, facts = {}, columns } = write;
  const source = given
    ? Prisma.sql`${given} AS given JOIN "item" i ON i."workspaceId" = ${write.by.workspaceId}::uuid AND i."id" = given."itemId"`
    : Prisma.sql`"item" i`;
  const conditions = [
    ...(isPartial(events) ? [Prisma.sql`target."next" IS NOT NULL`] : []),
    ...(mayClose(events) ? [closesOnlyWhenDone('memberId' in write.by ? write.by.memberId : null)] : []),
    ...(mayNeedFields(events) ? [resolvesOnlyWhenFilled] : []),
    ...(where ? [Prisma.sql`(${where})`] : []),
  ];
  const set = [
    ...stateAssignments(events, values),
    ...Object.entries(facts).map(([column, value]) => Prisma.sql`${Prisma.raw(`"${column}"`)} = ${value}`),
    Prisma.sql`"version" = i."version" + ${versionSteps(events)}`,
  ];
  const locked = ['workspaceId', 'id', 'openParts', ...stateFieldNames].map((field) => Prisma.raw(`i."${field}"`));
  const extra = given ? Prisma.sql`, given.*` : Prisma.empty;
  return Prisma.sql`target AS (
      SELECT ${Prisma.join(locked)}, ${nextStatus(events, values)} AS "next"${extra}
      FROM ${source} WHERE ${which} ORDER BY i."id" FOR NO KEY UPDATE OF i
    ), changed AS (
      UPDATE "item" i SET ${Prisma.join(set)}
      FROM target WHERE i."workspaceId" = target."workspaceId" AND i."id" = target."id"
        ${conditions.length > 0 ? Prisma.sql`AND ${Prisma.join(conditions, ' AND ')}` : Prisma.empty}
      RETURNING ${columns ?? Prisma.sql`i."workspaceId", i."id"`}, ${entryColumns(write, events)}
    )${isRecorded(write) ? Prisma.sql`, ${recorded(write)}${notified(write, events)}` : Prisma.empty}`;
}

/** Those whom the event concerns are notified by the same statement. Batches of several events concern nobody. */
function notified({ by, batchId = null, noteId }: ItemWrite, [event, ...others]: Events): Prisma.Sql {
  if (others.length > 0) return Prisma.empty;
  const sql = notifySql(event, { actorId: 'memberId' in by ? by.memberId : null, batchId, noteId });
  return sql ? Prisma.sql`, ${sql}` : Prisma.empty;
}

const eventsOf = ({ event }: Pick<ItemWrite, 'event'>): Events => (typeof event === 'string' ? [event] : event);

/** Whether the statement has a `recorded`. */
export function isRecorded(write: Pick<ItemWrite, 'event' | 'isRecorded'>): boolean {
  return write.isRecorded !== false && eventsOf(write).some((event) => transitionOf(event).history);
}

/** The columns from which the history entry is written. */
function entryColumns(
  { values = {}, details = {}, undoData, leaves, undoesId }: ItemWrite,
  events: Events,
): Prisma.Sql {
  const fields = fieldsToUndo(events, values);
  const before =
    fields && Prisma.sql`${asJson('target', fields)}${undoData ? Prisma.sql` || ${undoData}` : Prisma.empty}`;
  const deciding = decidingFields.filter((field) => fields?.includes(field));
  const after = fields && Prisma.sql`${asJson('i', deciding)}${leaves ? Prisma.sql` || ${leaves}` : Prisma.empty}`;
  return Prisma.sql`${historyAct(events)} AS "entryAct", ${before ?? Prisma.sql`NULL::jsonb`} AS "entryBefore",
    ${after ?? Prisma.sql`NULL::jsonb`} AS "entryAfter",
    ${details instanceof Prisma.Sql ? details : Prisma.sql`${JSON.stringify(details)}::jsonb`} AS "entryDetails",
    ${undoesId ?? Prisma.sql`NULL::uuid`} AS "entryUndoesId"`;
}

function recorded({ by, batchId = null, noteId }: ItemWrite): Prisma.Sql {
  const memberId = 'memberId' in by ? by.memberId : null;
  return Prisma.sql`recorded AS (
      INSERT INTO "item_history" ("workspaceId", "itemId", "memberId", "actor", "act", "before", "after", "details", "batchId",
        "noteId", "undoesId")
      SELECT "workspaceId", "id", ${memberId}::uuid, ${actorOf(by)}, "entryAct", "entryBefore", "entryAfter",
        "entryDetails", ${batchId}::uuid, ${noteId ?? null}::uuid, "entryUndoesId"
      FROM changed WHERE "entryAct" IS NOT NULL
      RETURNING "workspaceId", "itemId", "id"
    )`;
}

const actorOf = (by: Actor): string => ('memberId' in by ? 'member' : 'guest' in by ? 'guest' : 'system');

/** The fields of a row as JSON. */
export function asJson(row: 'target' | 'i', fields: readonly StateField[]): Prisma.Sql {
  return Prisma.raw(`jsonb_build_object(${fields.map((field) => `'${field}', ${row}."${field}"`).join(', ')})`);
}
