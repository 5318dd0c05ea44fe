import { Prisma } from '#lib/db/generated/client.ts';
import type { Transition } from '../transition.ts';
import { transitionOf } from '../transitions.ts';
import { type ItemStatus, itemStatuses } from '../types.ts';
import {
  byEvent,
  type Events,
  type EventValues,
  movesStatus,
  needed,
  type StateField,
  stateFieldNames,
  stateFields,
} from './event-sql.ts';
import { ownerAssignments, ownersPart, termAssignments, touchesOwnersPart } from './owner-sql.ts';

/** The fields that must be unchanged since the act for an undo. A renewed lease, for example, does not matter. */
export const decidingFields = [
  'status',
  'ownerId',
  'priority',
  'teamId',
  'needsAll',
  'caseId',
] as const satisfies readonly StateField[];

/** The next status of the locked row `i`; NULL when the event does not change such an item. */
export function nextStatus(events: Events, values: EventValues): Prisma.Sql {
  return byEvent(events, 'given', ({ to, restores }) => {
    if (restores) return Prisma.raw(`coalesce((given."before" ->> 'status')::"ItemStatus", i."status")`);
    const follows = itemStatuses.map((status) => to[status]);
    const [first] = follows;
    if (itemStatuses.every((status) => to[status] === status)) return Prisma.raw(`i."status"`);
    if (first && follows.every((status) => status === first)) return statusSql(first, values);
    const cases = itemStatuses.flatMap((status) => {
      const next = to[status];
      return next ? [Prisma.sql`WHEN ${Prisma.raw(`'${status}'`)} THEN ${statusSql(next, values)}`] : [];
    });
    return Prisma.sql`CASE i."status" ${Prisma.join(cases, ' ')} END`;
  });
}

function statusSql(status: ItemStatus | 'before', { statusBefore }: EventValues): Prisma.Sql {
  return status === 'before'
    ? Prisma.sql`${needed(statusBefore)}::"ItemStatus"`
    : Prisma.raw(`'${status}'::"ItemStatus"`);
}

/** Whether some status is not changed by these events. */
export function isPartial(events: Events): boolean {
  return events.some((event) => itemStatuses.some((status) => !transitionOf(event).to[status]));
}

/** The columns that the table sets; `target` is the item as it was, with its `next` status and what was given for it. */
export function stateAssignments(events: Events, values: EventValues): Prisma.Sql[] {
  if (events.some((event) => transitionOf(event).restores)) return stateFieldNames.map(restoredField);
  const set: Prisma.Sql[] = [];
  if (events.some(movesStatus)) set.push(Prisma.raw(`"status" = target."next"`), ...statusMoments(values));
  if (events.some((event) => transitionOf(event).owner)) set.push(...ownerAssignments(events, values));
  if (events.some(touchesOwnersPart)) set.push(ownersPart(events, values));
  if (events.some((event) => transitionOf(event).terms)) set.push(...termAssignments(values));
  if (events.some((event) => transitionOf(event).sendFailed)) {
    set.push(Prisma.sql`"sendFailed" = ${byEvent(events, 'target', sendFailed)}`);
  }
  if (events.some((event) => transitionOf(event).priority)) {
    set.push(Prisma.sql`"priority" = ${needed(values.priority)}::int2`);
  }
  if (events.some((event) => transitionOf(event).inCase)) {
    set.push(Prisma.sql`"caseId" = ${needed(values.caseId)}::uuid`);
  }
  if (events.some((event) => transitionOf(event).inbound)) {
    set.push(
      Prisma.raw(`"lastInboundAt" = greatest(i."lastInboundAt", target."lastInboundAt")`),
      Prisma.raw(`"replyDeadline" = greatest(i."replyDeadline", target."replyDeadline")`),
    );
  }
  return set;
}

/** An item has `snoozedUntil` exactly while it is snoozed, and `resolvedAt` exactly while it is resolved. */
function statusMoments({ snoozedUntil }: EventValues): Prisma.Sql[] {
  const until = snoozedUntil ? Prisma.sql`${snoozedUntil}::timestamptz` : Prisma.raw(`i."snoozedUntil"`);
  return [
    Prisma.sql`"snoozedUntil" = CASE WHEN target."next" = 'snoozed' THEN ${until} END`,
    Prisma.raw(`"resolvedAt" = CASE WHEN target."next" = 'resolved' THEN coalesce(i."resolvedAt", now()) END`),
  ];
}

const HAS_FAILED_ACTION = `EXISTS (
  SELECT FROM "action" a WHERE a."workspaceId" = i."workspaceId" AND a."itemId" = i."id"
    AND a."state" IN ('failed', 'unconfirmed'))`;

function sendFailed({ sendFailed: effect }: Transition): Prisma.Sql {
  switch (effect) {
    case 'set':
      return Prisma.raw('true');
    case 'clear':
      return Prisma.raw('false');
    case 'check':
      return Prisma.raw(`i."sendFailed" AND ${HAS_FAILED_ACTION}`);
    case undefined:
      return Prisma.raw('i."sendFailed"');
    default:
      return effect satisfies never;
  }
}

/** Restores a field to its value before the act, if the act had set it. */
function restoredField(field: StateField): Prisma.Sql {
  const before = `(target."before" ->> '${field}')::${stateFields[field]}`;
  // A failed action may have been sent or dismissed since.
  const value = field === 'sendFailed' ? `${before} AND ${HAS_FAILED_ACTION}` : before;
  return Prisma.raw(
    `"${field}" = CASE WHEN jsonb_exists(target."before", '${field}') THEN ${value} ELSE i."${field}" END`,
  );
}

/** By how much the version grows. A silent change keeps it, because browsers need not know. */
export function versionSteps(events: Events): Prisma.Sql {
  return byEvent(events, 'target', ({ silentIn }) =>
    Prisma.raw(silentIn ? `(NOT ${isIn('target', silentIn)})::int` : '1'),
  );
}

/** The history's act of each changed item; NULL where none is written. */
export function historyAct(events: Events): Prisma.Sql {
  return byEvent(events, 'target', ({ history, historyIf, silentIn }) => {
    if (!history) return Prisma.raw('NULL::text');
    const conditions = [
      ...(historyIf ? [`target."next" = 'open' AND target."status" <> 'open'`] : []),
      ...(silentIn ? [`NOT ${isIn('target', silentIn)}`] : []),
    ];
    return Prisma.raw(
      conditions.length > 0 ? `CASE WHEN ${conditions.join(' AND ')} THEN '${history}' END` : `'${history}'::text`,
    );
  });
}

const isIn = (row: string, statuses: readonly ItemStatus[]) =>
  `${row}."status" IN (${statuses.map((status) => `'${status}'`).join(', ')})`;

/** The fields that the events change, for the undo; null when members cannot undo them. */
export function fieldsToUndo(events: Events, values: EventValues): StateField[] | null {
  const known = events.map(transitionOf);
  if (!known.every(({ undo }) => undo)) return null;
  const changes: Record<StateField, boolean> = {
    status: events.some(movesStatus),
    snoozedUntil: events.some(movesStatus),
    resolvedAt: events.some(movesStatus),
    // A part is given back only to the owner who had it.
    ownerId: known.some(({ owner, part }) => owner ?? (part && values.isOwner !== false)),
    claimedUntil: known.some(({ owner }) => owner),
    heldSince: known.some(({ owner }) => owner),
    lapsedOwnerId: known.some(({ owner }) => owner),
    ownerDoneAt: known.some(({ owner, part }) => owner ?? (part && values.isOwner !== false)),
    teamId: known.some(({ terms }) => terms) && values.teamId !== undefined,
    needsAll: known.some(({ terms }) => terms) && values.needsAll !== undefined,
    priority: known.some(({ priority }) => priority),
    sendFailed: known.some(({ sendFailed: effect }) => effect),
    caseId: known.some(({ inCase }) => inCase),
  };
  return stateFieldNames.filter((field) => changes[field]);
}
