import { Prisma } from '#lib/db/generated/client.ts';
import type { Transition } from '../transition.ts';
import { type ItemEvent, transitionOf } from '../transitions.ts';
import { type ItemStatus, itemStatuses } from '../types.ts';

/** The fields of an item's state, which events change and an undo restores. */
export const stateFields = {
  status: '"ItemStatus"',
  ownerId: 'uuid',
  claimedUntil: 'timestamptz',
  heldSince: 'timestamptz',
  ownerDoneAt: 'timestamptz',
  lapsedOwnerId: 'uuid',
  teamId: 'uuid',
  needsAll: 'boolean',
  priority: 'smallint',
  snoozedUntil: 'timestamptz',
  resolvedAt: 'timestamptz',
  sendFailed: 'boolean',
  caseId: 'uuid',
} as const;
export type StateField = keyof typeof stateFields;
export const stateFieldNames = Object.keys(stateFields) as StateField[]; // an object literal's own keys

/** Values of an event that the table cannot contain. */
export type EventValues = {
  /** SQL in terms of `target`, where each row of `given` names its own. */
  ownerId?: string | null | Prisma.Sql;
  /** End of the lease, ISO 8601. */
  claimedUntil?: string;
  /** ISO 8601 */
  snoozedUntil?: string;
  priority?: number;
  /** Absent: the team stays. */
  teamId?: string | null;
  /** Absent: it stays. */
  needsAll?: boolean;
  /** Null: it is taken out of its case. */
  caseId?: string | null;
  /** Who finished, or has to do their part again. */
  partOf?: string;
  /** False: who finished is not the owner, and the owner's part stays as it is. */
  isOwner?: boolean;
  /** The item's status before the reply that is cancelled. */
  statusBefore?: ItemStatus;
};

/** One event for all items, or several, where each given row names its own in `event`. */
export type Events = readonly [ItemEvent, ...ItemEvent[]];

export function movesStatus(event: ItemEvent): boolean {
  const { to } = transitionOf(event);
  return itemStatuses.some((status) => to[status] && to[status] !== status);
}

/** One SQL expression if all events agree, otherwise a CASE over the row's event. */
export function byEvent(
  events: Events,
  row: 'given' | 'target',
  sqlOf: (transition: Transition) => Prisma.Sql,
): Prisma.Sql {
  const [first, ...others] = events.map((event) => ({ event, sql: sqlOf(transitionOf(event)) }));
  if (!first) throw new Error('no event');
  if (others.every(({ sql }) => sql.sql === first.sql.sql)) return first.sql;
  const cases = [first, ...others].map(({ event, sql }) => Prisma.sql`WHEN ${Prisma.raw(`'${event}'`)} THEN ${sql}`);
  return Prisma.sql`CASE ${Prisma.raw(`${row}."event"`)} ${Prisma.join(cases, ' ')} END`;
}

export function needed<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('an event came without the values that its row of the table needs');
  return value;
}
