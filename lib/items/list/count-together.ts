import { Prisma } from '#lib/db/generated/client.ts';
import type { ItemFilter, ItemStatus } from '../types.ts';
import { ownerIsDone } from './choose-items.ts';
import { statusCode } from './codes.ts';
import { isExpiring, isSet, type ReadFilter } from './filter.ts';
import { tagIdOf } from './item-conditions.ts';

export type Counted = { place: number; filter: ItemFilter; read: ReadFilter };

/** The columns that a filter's own conditions compare, by the field that needs them. */
const columns = {
  network: 'network',
  kind: 'kindCode',
  channel: 'channelId',
  team: 'teamId',
  priority: 'priority',
  language: 'language',
  rating: 'rating',
} as const satisfies Partial<Record<keyof ItemFilter, string>>;

/** Tags and members have a bit each of a `bigint`, whose sign is left alone. */
const BITS = 63;

/** How many moments are told apart in one statement: `GROUPING` takes 31 columns. */
const MOMENTS = 16;

/** What nobody works on any more: most items of an old workspace. */
const closed: readonly ItemStatus[] = ['resolved', 'ignored'];

/** Whether counting the matches means reading most of the items that are worked on: it is done once for all such filters. */
export const isCountedTogether = ({ q, isNarrow, statuses }: ReadFilter): boolean =>
  !q && !isNarrow && !statuses.some((status) => closed.includes(status));

/**
 * Counts the matches of many filters in one reading of the items: these are grouped by what the filters distinguish, and
 * each filter sums the groups that it takes. Filters that compare the same columns share groups of their own, because few
 * columns make few groups.
 * @param caller whose unread items are meant
 * @returns statements with the columns `place` and `n`; more than one if the filters name very many tags
 */
export function countTogether(caller: { memberId: string }, given: readonly Counted[]): Prisma.Sql[] {
  const reads = given.map(({ read }) => read);
  const named = {
    tags: distinct(reads.flatMap(({ tags }) => [...tags.all, ...tags.any, ...tags.none])),
    members: distinct(reads.flatMap((read) => memberIn(read) ?? [])),
    moments: distinct(reads.flatMap(({ activity: { from, until } }) => [from ?? [], until ?? []].flat())),
  };
  const isTooMuch = named.tags.length > BITS || named.members.length > BITS || named.moments.length > MOMENTS;
  if (given.length > 1 && isTooMuch) {
    const half = Math.ceil(given.length / 2);
    return [...countTogether(caller, given.slice(0, half)), ...countTogether(caller, given.slice(half))];
  }
  const chosen = groupingSets(given, named);
  const parts = partsOf(caller, reads, named).filter(({ name }) => chosen.some((set) => set.columns.has(name)));
  const names = parts.map(({ name }) => name);
  const sets = chosen.map((set) => ({ ...set, columns: names.filter((name) => set.columns.has(name)) }));
  const sums = sets.map(({ columns, members }) => {
    const each = members.map(({ read }) => Prisma.sql`coalesce(sum(i."n") FILTER (WHERE ${takes(read, named)}), 0)`);
    return Prisma.sql`SELECT counted."place", counted."n"::float8 AS n
      FROM (SELECT ARRAY[${Prisma.join(each)}] AS "sums" FROM "groups" i WHERE i."set" = ${setNumber(columns, names)}::int) AS total,
        unnest(ARRAY[${Prisma.join(members.map(({ place }) => place))}]::int[], total."sums") AS counted("place", "n")`;
  });
  return [
    Prisma.sql`WITH "groups" AS MATERIALIZED (${groups({ parts, sets: sets.map(({ columns }) => columns), statuses: statusesOf(reads) })})
      ${Prisma.join(sums, ' UNION ALL ')}`,
  ];
}

type Named = { tags: string[]; members: string[]; moments: string[] };

/** A set costs each item a look-up. */
const SETS = 16;

/** The filters by the columns that they compare; those that share their columns with few others compare all of theirs. */
function groupingSets(given: readonly Counted[], named: Named): { columns: ReadonlySet<string>; members: Counted[] }[] {
  const keyOf = (columns: Iterable<string>) => [...columns].sort().join(' ');
  const byColumns = [...Map.groupBy(given, (one) => keyOf(columnsOf(one, named)))];
  byColumns.sort(([, some], [, others]) => others.length - some.length);
  const rare = byColumns.slice(SETS);
  const shared = keyOf(new Set(rare.flatMap(([columns]) => columns.split(' '))));
  const sets = Map.groupBy(given, (one) => {
    const own = keyOf(columnsOf(one, named));
    return rare.some(([columns]) => columns === own) ? shared : own;
  });
  return [...sets].map(([columns, members]) => ({ columns: new Set(columns.split(' ')), members }));
}

/** The columns of the groups that a filter's conditions compare. */
function columnsOf({ filter, read }: Counted, { moments }: Named): Set<string> {
  const { tags, activity, assignee, unread, expires } = read;
  const fields = Object.keys(columns) as (keyof typeof columns)[]; // the keys of `columns`
  return new Set([
    'statusCode',
    ...fields.filter((field) => isSet(filter[field])).map((field) => columns[field]),
    ...(assignee === 'none' ? ['isNobodys'] : []),
    ...(memberIn(read) ? ['queues'] : []),
    ...([tags.all, tags.any, tags.none].some((some) => some.length > 0) ? ['tags'] : []),
    ...(unread ? ['isUnread'] : []),
    ...(expires ? ['isExpiring'] : []),
    ...[activity.from, activity.until].flatMap((moment) => (moment ? [`since${moments.indexOf(moment)}`] : [])),
  ]);
}

/** What Postgres's `GROUPING` says of the groups by these columns: a bit for each column that they leave out. */
const setNumber = (columns: readonly string[], all: readonly string[]): number =>
  all.reduce((sum, name) => sum * 2 + (columns.includes(name) ? 0 : 1), 0);

const statusesOf = (reads: readonly ReadFilter[]): Prisma.Sql =>
  Prisma.join(distinct(reads.flatMap(({ statuses }) => [...statuses])).map(statusCode));

/** Everything that the filters compare. */
function partsOf({ memberId }: { memberId: string }, reads: readonly ReadFilter[], named: Named): Part[] {
  const statuses = statusesOf(reads);
  const parts: (Part | false | undefined)[] = [
    { name: 'statusCode', value: Prisma.sql`i."statusCode"` },
    ...Object.values(columns).map((name) => ({ name, value: Prisma.raw(`i."${name}"`) })),
    reads.some(({ assignee }) => assignee === 'none') && { name: 'isNobodys', value: Prisma.sql`i."ownerId" IS NULL` },
    named.members.length > 0 && membersPart(named.members, statuses),
    named.tags.length > 0 && tagsPart(named.tags, statuses),
    reads.some(({ unread }) => unread) && {
      name: 'isUnread',
      value: Prisma.sql`coalesce(seen."readAt" < i."lastInboundAt", true)`,
      from: Prisma.sql`LEFT JOIN "item_read" seen ON seen."workspaceId" = i."workspaceId" AND seen."itemId" = i."id"
        AND seen."memberId" = ${memberId}::uuid`,
    },
    ...reads
      .flatMap(({ expires }) => expires ?? [])
      .slice(0, 1)
      .map((period) => ({ name: 'isExpiring', value: isExpiring(period) })),
    ...named.moments.map((moment, n) => ({
      name: `since${n}`,
      value: Prisma.sql`i."lastActivityAt" >= ${moment}::timestamptz`,
    })),
  ];
  return parts.filter((part) => part !== false && part !== undefined);
}

type Grouping = { parts: readonly Part[]; sets: readonly (readonly string[])[]; statuses: Prisma.Sql };

/** The items in groups by each set of columns: how many each has (`n`), and by which set it is (`set`). */
function groups({ parts, sets, statuses }: Grouping): Prisma.Sql {
  const list = (names: readonly string[]) => Prisma.raw(names.map((name) => `"${name}"`).join(', '));
  const names = list(parts.map(({ name }) => name));
  return Prisma.sql`SELECT count(*) AS "n", GROUPING(${names}) AS "set", ${names} FROM (
      SELECT ${Prisma.join(parts.map(({ name, value }) => Prisma.sql`${value} AS ${Prisma.raw(`"${name}"`)}`))}
      FROM "item" i ${Prisma.join(
        parts.map(({ from }) => from ?? Prisma.empty),
        ' ',
      )}
      WHERE i."statusCode" IN (${statuses})
    ) AS each GROUP BY GROUPING SETS (${Prisma.join(sets.map((set) => Prisma.sql`(${list(set)})`))})`;
}

/** One column by which the items are grouped, and the join that it needs. */
type Part = { name: string; value: Prisma.Sql; from?: Prisma.Sql };

/** In whose queues the item is, as bits: its owner's who is not done, and everyone's with an open part. */
function membersPart(members: string[], statuses: Prisma.Sql): Part {
  const wanted = bitTable(members.map((id) => Prisma.sql`${id}::uuid`));
  return {
    name: 'queues',
    value: Prisma.sql`(coalesce(parted."bits", 0) & ~coalesce(owning."bit", 0))
      | CASE WHEN ${ownerIsDone} THEN 0 ELSE coalesce(owning."bit", 0) END`,
    from: Prisma.sql`LEFT JOIN ${wanted} AS owning("bit", "id") ON owning."id" = i."ownerId"
      LEFT JOIN (SELECT c."itemId", bit_or(part."bit") AS "bits" FROM "item_contributor" c
        JOIN ${wanted} AS part("bit", "id") ON part."id" = c."memberId"
        WHERE c."doneAt" IS NULL AND c."statusCode" IN (${statuses}) GROUP BY c."itemId"
      ) AS parted ON parted."itemId" = i."id"`,
  };
}

/** Which of the tags the item has, as bits. */
function tagsPart(tags: string[], statuses: Prisma.Sql): Part {
  return {
    name: 'tags',
    value: Prisma.sql`coalesce(tagged."bits", 0)`,
    from: Prisma.sql`LEFT JOIN (SELECT t."itemId", bit_or(wanted."bit") AS "bits" FROM "item_tag" t
        JOIN ${bitTable(tags.map(tagIdOf))} AS wanted("bit", "id") ON wanted."id" = t."tagId"
        WHERE t."statusCode" IN (${statuses}) GROUP BY t."itemId"
      ) AS tagged ON tagged."itemId" = i."id"`,
  };
}

/** Whether a group `i` belongs to the filter's matches. */
function takes(read: ReadFilter, { tags, members, moments }: Named): Prisma.Sql {
  const { statuses, own, alternatives, assignee, unread, expires, activity } = read;
  const bits = (values: string[], all: string[]) =>
    Prisma.raw(String(values.reduce((sum, value) => sum | (1n << BigInt(all.indexOf(value))), 0n)));
  const since = (moment: string) => Prisma.raw(`i."since${moments.indexOf(moment)}"`);
  const member = memberIn(read);
  const all = bits(read.tags.all, tags);
  const conditions = [
    Prisma.sql`i."statusCode" IN (${Prisma.join(statuses.map(statusCode))})`,
    ...own,
    ...(alternatives.length > 0 ? [Prisma.sql`(${Prisma.join(alternatives, ' OR ')})`] : []),
    ...(assignee === 'none' ? [Prisma.sql`i."isNobodys"`] : []),
    ...(member ? [Prisma.sql`i."queues" & ${bits([member], members)} <> 0`] : []),
    ...(unread ? [Prisma.sql`i."isUnread"`] : []),
    ...(expires ? [Prisma.sql`i."isExpiring"`] : []),
    ...(read.tags.all.length > 0 ? [Prisma.sql`i."tags" & ${all} = ${all}`] : []),
    ...(read.tags.any.length > 0 ? [Prisma.sql`i."tags" & ${bits(read.tags.any, tags)} <> 0`] : []),
    ...(read.tags.none.length > 0 ? [Prisma.sql`i."tags" & ${bits(read.tags.none, tags)} = 0`] : []),
    ...(activity.from ? [since(activity.from)] : []),
    ...(activity.until ? [Prisma.sql`NOT ${since(activity.until)}`] : []),
  ];
  return Prisma.join(conditions, ' AND ');
}

/** A table of ids, each with a bit of its own. */
const bitTable = (ids: Prisma.Sql[]): Prisma.Sql =>
  Prisma.sql`(VALUES ${Prisma.join(ids.map((id, n) => Prisma.sql`(${Prisma.raw(String(1n << BigInt(n)))}::bigint, ${id})`))})`;

const memberIn = ({ assignee }: ReadFilter): string | null =>
  assignee && assignee !== 'none' ? assignee.memberId : null;

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];
