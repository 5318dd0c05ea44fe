import { may } from '#lib/act.ts';
import { chooseOfPlaces, scopeOf } from '#lib/db/choose-of-places.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import type { Place as Membership } from '#lib/db/enter-workspace.ts';
import { asPerson } from '#lib/db/in-workspace.ts';
import { prepared } from '#lib/db/statement-name.ts';
import type { Tx } from '#lib/db/tx.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { chooseItems } from '../list/choose-items.ts';
import { chooseMatches } from './choose-matches.ts';
import { type ListIdentity, type Place, readCursor, writeCursor } from '../list/cursor.ts';
import { type ReadFilter, readFilter } from '../list/filter.ts';
import type { MemberKey } from '../list/item-conditions.ts';
import { itemRow, type RawItemRow, rowColumns, rowJoins } from '../list/item-row.ts';
import { listItems } from '../list/list-items.ts';
import { type ChosenKeys, chosenOrder, placeKeys, placeOf } from '../list/order.ts';
import { type ItemSort, itemSorts, PAGE_LIMIT } from '../types.ts';
import { type MergedFilter, mergedFilterFields, type MergedPage, type MergedRow } from './types.ts';

type Input = {
  /** Only these items, whatever the filter. */
  itemIds?: readonly string[];
  filter?: MergedFilter;
  /** Slugs; null: all workspaces. One that the person is not in has no rows. */
  workspaces?: readonly string[] | null;
  sort?: ItemSort;
  cursor?: string | null;
  limit?: number;
};

type RawMergedRow = RawItemRow & ChosenKeys & { workspaceId: string };

/**
 * A page of the one queue over all workspaces that the session may enter, by keys. In each workspace it holds what
 * `listItems` shows to the member there. A search (`filter.q`) always lists the newest match first.
 * @throws Refusal `invalid` naming the field; `of_one_workspace` naming a filter by what is of one workspace
 */
export async function listMergedItems(
  person: { sessionId: string },
  { itemIds, filter = {}, workspaces = null, sort = 'newest', cursor, limit = 50 }: Input,
): Promise<MergedPage> {
  if (!itemSorts.includes(sort)) throw new Refusal('invalid', { field: 'sort' });
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_LIMIT) throw new Refusal('invalid', { field: 'limit' });
  if ((itemIds?.length ?? 0) > PAGE_LIMIT) throw new Refusal('too_many', { limit: PAGE_LIMIT });
  const ids = itemIds?.map(uuid);
  const read = readMergedFilter(filter);
  const order = read.q ? 'newest' : sort;
  const list: ListIdentity = { filter, sort: order, workspaces };
  const place = cursor ? readCursor(cursor, list, placeKeys[order]) : null;
  return await asPerson(person, async (tx, places) => {
    const scope = places.filter((one) => !one.lacksSecondFactor && may(one, listItems) && isWanted(one, workspaces));
    if (ids) return { items: shapeRows(await readByIds(tx, scope, ids), scope), nextCursor: null };
    const rows = await readPage(tx, scope, { filter: read, sort: order, place, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shapeRows(shown, scope),
      nextCursor: rows.length > limit && last ? writeCursor(list, placeOf(order, last)) : null,
    };
  });
}

/** A tag, a team or a colleague is of one workspace, and nothing of one is asked of another. */
function readMergedFilter(filter: MergedFilter): ReadFilter<MemberKey> {
  const known: readonly string[] = mergedFilterFields;
  const unfit = Object.keys(filter).find((field) => !known.includes(field));
  if (unfit) throw new Refusal('of_one_workspace', { field: unfit });
  if (filter.assignee && filter.assignee !== 'me' && filter.assignee !== 'none') {
    throw new Refusal('of_one_workspace', { field: 'assignee' });
  }
  return readFilter({ memberId: Prisma.sql`scope."memberId"` }, filter);
}

const isWanted = ({ slug }: Membership, workspaces: readonly string[] | null) =>
  workspaces === null || workspaces.includes(slug);

type Page = { filter: ReadFilter<MemberKey>; sort: ItemSort; place: Place | null; limit: number };

/** The page's rows. */
async function readPage(tx: Tx, scope: readonly Membership[], page: Page): Promise<RawMergedRow[]> {
  if (scope.length === 0) return [];
  const { filter, sort, place, limit } = page;
  const inScope = { ...filter, conditions: [...filter.conditions, Prisma.sql`i."workspaceId" = scope."workspaceId"`] };
  const chosen = filter.q
    ? chooseMatches({ places: scope, filter, q: filter.q, place, limit })
    : chooseOfPlaces({
        places: scope,
        limit,
        keysOf: (take) => chooseItems({ filter: inScope, sort, place, limit: take }),
        order: (relation) => chosenOrder(sort, relation),
      });
  return await tx.$queryRaw<RawMergedRow[]>(Prisma.sql`${filter.q ? Prisma.empty : prepared}
    WITH ${chosen}
    SELECT ${rowColumns}, chosen."rank", chosen."at", chosen."place"::text, chosen."workspaceId"::text
    FROM chosen
    JOIN "item" i ON i."workspaceId" = chosen."workspaceId" AND i."id" = chosen."id"
    ${rowJoins({ memberId: Prisma.sql`chosen."memberId"` })}
    ORDER BY ${chosenOrder(sort, Prisma.sql`chosen`)}`);
}

async function readByIds(tx: Tx, scope: readonly Membership[], ids: readonly string[]): Promise<RawMergedRow[]> {
  return await tx.$queryRaw<RawMergedRow[]>(Prisma.sql`${prepared}
    SELECT ${rowColumns}, i."workspaceId"::text
    FROM ${scopeOf(scope)}
    JOIN "item" i ON i."workspaceId" = scope."workspaceId" AND i."id" = ANY (${ids}::uuid[])
    ${rowJoins({ memberId: Prisma.sql`scope."memberId"` })}`);
}

function shapeRows(rows: readonly RawMergedRow[], scope: readonly Membership[]): MergedRow[] {
  const slugs = new Map(scope.map(({ workspaceId, slug }) => [workspaceId, slug]));
  return rows.map((row) => ({ ...itemRow(row), workspace: slugs.get(row.workspaceId) ?? '' }));
}
