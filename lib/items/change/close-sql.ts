import { Prisma } from '#lib/db/generated/client.ts';
import { transitionOf } from '../transitions.ts';
import { type ItemStatus, itemStatuses } from '../types.ts';
import type { Events } from './event-sql.ts';

const closed: readonly ItemStatus[] = ['resolved', 'ignored'];
const CLOSED = Prisma.raw(closed.map((status) => `'${status}'`).join(', '));

/** Whether some of these events may close an item. */
export function mayClose(events: Events): boolean {
  return events.some((event) => {
    const { to, restores } = transitionOf(event);
    return (
      restores ?? itemStatuses.some((from) => !closed.includes(from) && closed.some((status) => to[from] === status))
    );
  });
}

/**
 * Whether the locked item `target` still waits for somebody's part, and may therefore not be closed by this member. All of
 * it stands in the item's own row, so that the row's lock decides between a part that is added and an item that is closed.
 */
export function waitsForParts(memberId: string | null): Prisma.Sql {
  return Prisma.sql`target."needsAll" AND (target."openParts" > 0 OR (target."ownerId" IS NOT NULL
    AND target."ownerId" IS DISTINCT FROM ${memberId}::uuid AND target."ownerDoneAt" IS NULL))`;
}

/** Keeps open what still waits for somebody's part. A condition on `target`. */
export function closesOnlyWhenDone(memberId: string | null): Prisma.Sql {
  return Prisma.sql`NOT (target."next" IN (${CLOSED}) AND target."status" NOT IN (${CLOSED})
    AND ${waitsForParts(memberId)})`;
}
