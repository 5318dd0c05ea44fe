import { defineAct } from '#lib/act.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { prepared } from '#lib/db/statement-name.ts';
import { Refusal } from '#lib/refusal.ts';
import { chooseItems } from './choose-items.ts';
import { type ListIdentity, readCursor, writeCursor } from './cursor.ts';
import { readFilter } from './filter.ts';
import { getItems } from './get-items.ts';
import { itemRow, type RawItemRow, rowColumns, rowJoins } from './item-row.ts';
import { type ChosenKeys, chosenOrder, placeKeys, placeOf } from './order.ts';
import { type ItemFilter, type ItemPage, type ItemSort, itemSorts, PAGE_LIMIT } from '../types.ts';

type Input = {
  itemIds?: readonly string[];
  filter?: ItemFilter;
  sort?: ItemSort;
  cursor?: string | null;
  limit?: number;
};

/**
 * A page of the queue, by keys and not by offset, so that changes during paging repeat no row. A search (`filter.q`)
 * always lists the newest match first.
 * @param input.itemIds only these items, whatever the filter
 * @throws Refusal `invalid` naming the field: `cursor`, `sort`, `limit`, or one of the filter
 */
export const listItems = defineAct(
  'items.read',
  async (caller, { itemIds, filter = {}, sort, cursor, limit = 50 }: Input): Promise<ItemPage> => {
    if (itemIds) return { items: await getItems(caller, { itemIds }), nextCursor: null };
    if (sort && !itemSorts.includes(sort)) throw new Refusal('invalid', { field: 'sort' });
    if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_LIMIT) throw new Refusal('invalid', { field: 'limit' });
    const read = readFilter(caller, filter);
    const order = read.q ? 'newest' : (sort ?? 'newest');
    const list: ListIdentity = { filter, sort: order };
    const place = cursor ? readCursor(cursor, list, placeKeys[order]) : null;

    const rows = await asMember(caller, async (tx) => {
      return await tx.$queryRaw<(RawItemRow & ChosenKeys)[]>(Prisma.sql`${read.q ? Prisma.empty : prepared}
      WITH chosen AS (${chooseItems({ filter: read, sort: order, place, limit: limit + 1 })})
      SELECT ${rowColumns}, chosen."rank", chosen."at", chosen."place"::text
      FROM chosen
      JOIN "item" i ON i."workspaceId" = ${caller.workspaceId}::uuid AND i."id" = chosen."id"
      ${rowJoins(caller)}
      ORDER BY ${chosenOrder(order, Prisma.sql`chosen`)}`);
    });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map(itemRow),
      nextCursor: rows.length > limit && last ? writeCursor(list, placeOf(order, last)) : null,
    };
  },
);
