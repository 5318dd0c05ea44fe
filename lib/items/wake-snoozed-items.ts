import { Prisma } from '#lib/db/generated/client.ts';
import { asDispatcher } from '#lib/db/in-workspace.ts';
import { type ItemChange } from './change/change-items.ts';
import { changeDueItems, type DueItem } from './change/change-due-items.ts';

/**
 * Opens the items whose snooze has ended.
 * @returns how many
 */
export async function wakeSnoozedItems(now = new Date()): Promise<number> {
  const moment = now.toISOString();
  return await changeDueItems(
    (limit) =>
      asDispatcher(
        (tx) => tx.$queryRaw<DueItem[]>`
          SELECT "workspaceId"::text, "id"::text FROM "item"
          WHERE "status" = 'snoozed' AND "snoozedUntil" <= ${moment}::timestamptz ORDER BY "snoozedUntil" LIMIT ${limit}`,
      ),
    waking(moment),
  );
}

const waking = (moment: string): ItemChange => ({
  event: 'snooze_ended',
  where: Prisma.sql`target."snoozedUntil" <= ${moment}::timestamptz`,
});
