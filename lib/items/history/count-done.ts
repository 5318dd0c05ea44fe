import { defineAct } from '#lib/act.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asProduct } from '#lib/db/in-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import type { Done } from '#lib/items/counters/types.ts';

const DAY_MS = 24 * 3_600_000;
/** A day of somebody's calendar, and the hours by which it may begin earlier than ours. */
const LONGEST_MS = 2 * DAY_MS;

type Input = { since?: Date; now?: Date };

/**
 * How many items the caller answered, resolved and snoozed since a moment of the last two days. An item counts once for
 * each of the three; what was taken back does not count, nor does what others or rules did.
 * @param input.since 24 hours ago when absent
 * @throws Refusal `invalid` if `since` is longer ago
 */
export const countDone = defineAct('items.read', async (caller, input: Input = {}): Promise<Done> => {
  const { now = new Date() } = input;
  const { since = new Date(now.getTime() - DAY_MS) } = input;
  if (now.getTime() - since.getTime() > LONGEST_MS) throw new Refusal('invalid', { field: 'since' });
  const [row] = await asProduct(
    caller.workspaceId,
    // The ids sort by time, so that the primary key finds the day's entries; an index by member would slow every act down.
    async (tx) =>
      await tx.$queryRaw<Done[]>(Prisma.sql`
      WITH entry AS MATERIALIZED (
        SELECT h."id", h."itemId", h."act", h."memberId", h."details" ->> 'actionId' AS "actionId",
          h."details" ->> 'status' AS "status", h."undoesId"
        FROM "item_history" h
        WHERE h."workspaceId" = ${caller.workspaceId}::uuid AND h."id" >= ${firstIdAt(since)}::uuid
          AND h."createdAt" >= ${since.toISOString()}::timestamptz
          AND h."act" IN ('replied', 'resolved', 'snoozed', 'undone', 'reply_cancelled')
      ), done AS (
        SELECT e."itemId", e."act", e."status" FROM entry e
        WHERE e."memberId" = ${caller.memberId}::uuid AND e."act" IN ('replied', 'resolved', 'snoozed')
          AND NOT EXISTS (SELECT FROM entry u WHERE u."undoesId" = e."id")
          AND NOT EXISTS (SELECT FROM entry c WHERE c."act" = 'reply_cancelled' AND c."actionId" = e."actionId")
      )
      SELECT count(DISTINCT "itemId") FILTER (WHERE "act" = 'replied')::int AS "answered",
        count(DISTINCT "itemId") FILTER (WHERE "act" = 'resolved' OR "act" = 'replied' AND "status" = 'resolved')::int
          AS "resolved",
        count(DISTINCT "itemId") FILTER (WHERE "act" = 'snoozed')::int AS "snoozed"
      FROM done`),
  );
  return row ?? { answered: 0, resolved: 0, snoozed: 0 };
});

/** The smallest id (UUID version 7) that can have been made at a moment. */
function firstIdAt(at: Date): string {
  const time = Math.max(0, at.getTime()).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-0000-0000-000000000000`;
}
