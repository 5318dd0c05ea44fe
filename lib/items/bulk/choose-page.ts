import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { chooseItems } from '../list/choose-items.ts';
import type { Place } from '../list/cursor.ts';
import type { ReadFilter } from '../list/filter.ts';
import { type ChosenKeys, placeOf } from '../list/order.ts';

/** Items changed per transaction. */
export const CHUNK = 1000;

/** The items of one transaction, and where the next one goes on; null at the end. */
export type Chosen = { itemIds: string[]; place: Place | null };

/** Pages by keys, newest first, so that items which leave or arrive meanwhile do not shift a page. */
export async function choosePage(tx: Tx, filter: ReadFilter, place: Place | null): Promise<Chosen> {
  const rows = await tx.$queryRaw<({ id: string } & ChosenKeys)[]>(
    Prisma.sql`SELECT "id"::text, "place"::text, "rank", "at" FROM (${chooseItems({ filter, sort: 'newest', place, limit: CHUNK })}) AS chosen`,
  );
  const last = rows.at(-1);
  return {
    itemIds: rows.map(({ id }) => id),
    place: last && rows.length === CHUNK ? placeOf('newest', last) : null,
  };
}
