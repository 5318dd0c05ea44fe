import { defineAct } from '#lib/act.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { Refusal } from '#lib/refusal.ts';
import { actOnItem } from './change/act-on-item.ts';
import type { ItemChange } from './change/change-items.ts';
import { type ActResult, LONGEST_SNOOZE_MS } from './types.ts';

type Input = { itemId: string; until: Date };

/**
 * Snoozes an item until a given time or until its contact writes again.
 * @throws Refusal `invalid` (`until`) for a moment that is past or more than a year away; `not_found`
 */
export const snoozeItem = defineAct('items.work', async (caller, { itemId, until }: Input): Promise<ActResult> => {
  return await actOnItem(caller, itemId, snoozing(until));
});

/** @throws Refusal `invalid` */
export function snoozing(until: Date, now = Date.now()): ItemChange {
  const ahead = until.getTime() - now;
  if (!(ahead > 0 && ahead <= LONGEST_SNOOZE_MS)) throw new Refusal('invalid', { field: 'until' });
  const moment = until.toISOString();
  return {
    event: 'snoozed',
    values: { snoozedUntil: moment },
    where: Prisma.sql`(target."status", target."snoozedUntil") IS DISTINCT FROM ('snoozed', ${moment}::timestamptz)`,
    details: { until: moment },
  };
}
