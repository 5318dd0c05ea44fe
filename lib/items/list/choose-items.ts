import { Prisma } from '#lib/db/generated/client.ts';
import type { ItemSort, ItemStatus } from '../types.ts';
import { kindCode, statusCode } from './codes.ts';
import type { Place } from './cursor.ts';
import type { ReadFilter } from './filter.ts';
import { hasTag, type MemberKey } from './item-conditions.ts';
import { chosenOrder, type Order, stretches } from './order.ts';

/** The source of one part of the list, with the columns that order it. */
type Source = { from: Prisma.Sql; conditions: Prisma.Sql[]; status: Prisma.Sql; activity: Prisma.Sql; id: Prisma.Sql };

/**
 * Selects the ids of one page: for each status (and kind of assignment) one ordered, limited index range, all merged. The
 * cost depends on the page's size and not on the table's, on any page.
 */
export function chooseItems({
  filter,
  sort,
  place,
  limit,
}: {
  filter: ReadFilter<MemberKey>;
  sort: ItemSort;
  place: Place | null;
  limit: number;
}): Prisma.Sql {
  if (filter.q) return searchItems({ filter, q: filter.q, place, limit });
  const groups: (readonly ItemStatus[])[] = filter.isNarrow ? [filter.statuses] : filter.statuses.map((one) => [one]);
  const branches = stretches(sort, place).flatMap(({ order, place: from }) =>
    sourcesOf(filter).flatMap((source) =>
      groups.map((statuses) => branch({ source, statuses, order, place: from, limit })),
    ),
  );
  const order = chosenOrder(sort, Prisma.sql`part`);
  return Prisma.sql`SELECT * FROM (${Prisma.join(branches, ' UNION ALL ')}) AS part ORDER BY ${order} LIMIT ${literal(limit)}`;
}

/** A search has a fixed order: newest match first. */
function searchItems({
  filter: { statuses, assignee, allTags, plain, expires },
  q,
  place,
  limit,
}: {
  filter: ReadFilter<MemberKey>;
  q: string;
  place: Place | null;
  limit: number;
}): Prisma.Sql {
  const [at, last] = place ?? [null, null];
  const codes = Prisma.join(statuses.map(statusCode));
  // A tag that does not exist matches no item; null would match any tag.
  const [tag] = allTags;
  const tagId = tag && Prisma.sql`coalesce(${tag}, owner_key(NULL))`;
  return Prisma.sql`SELECT "id", "place", 1::int2 AS "rank", "at" FROM search_items(
    ${q}, ${at}::timestamptz, ${last}::uuid, ${limit}::int, ARRAY[${codes}]::smallint[],
    ${plain.kind ? kindCode(plain.kind) : Prisma.sql`NULL`}::smallint, ${plain.channel ?? null}::uuid,
    ${plain.network ?? null}, ${plain.contact ?? null}::uuid,
    ${assignee && assignee !== 'none' ? assignee.memberId : null}::uuid, ${assignee === 'none'},
    ${tagId ?? Prisma.sql`NULL`}::uuid, ${plain.failed ?? false}, ${expires?.from ?? null}::timestamptz, ${expires?.to ?? null}::timestamptz)`;
}

function branch({
  source,
  statuses,
  order,
  place,
  limit,
}: {
  source: Source;
  statuses: readonly ItemStatus[];
  order: Order;
  place: Place | null;
  limit: number;
}): Prisma.Sql {
  const codes = statuses.map(statusCode);
  const conditions = [
    codes.length === 1
      ? Prisma.sql`${source.status} = ${codes[0]}`
      : Prisma.sql`${source.status} IN (${Prisma.join(codes)})`,
    ...source.conditions,
    ...(order.where ? [order.where] : []),
    ...(place ? [order.after(source, place)] : []),
  ];
  return Prisma.sql`(SELECT ${source.id} AS "id", ${source.id} AS "place", ${order.keys(source)} FROM ${source.from}
    WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY ${order.by(source)} LIMIT ${literal(limit)})`;
}

/** Writes a number into the statement itself, because the plan depends on the limit. */
const literal = (whole: number) => Prisma.raw(String(Math.trunc(whole)));

/** Selects the ids of all matches, unordered, for counting. */
export function everyMatch(filter: ReadFilter): Prisma.Sql {
  const codes = Prisma.join(filter.statuses.map(statusCode));
  const parts = sourcesOf(filter).map(
    (source) => Prisma.sql`SELECT ${source.id} AS "id" FROM ${source.from}
      WHERE ${Prisma.join([Prisma.sql`${source.status} IN (${codes})`, ...source.conditions], ' AND ')}`,
  );
  return Prisma.join(parts, ' UNION ALL ');
}

/** The owner has finished and others have not: the item is in their queues alone. Who finishes last leaves it to the owner. */
export const ownerIsDone = Prisma.sql`i."ownerDoneAt" IS NOT NULL AND i."openParts" > 0`;

/** A part of the list by whose it is; a tag's list is read from the tag's index. */
type Base = { tagId: Prisma.Sql | null; conditions: Prisma.Sql[] };

function sourcesOf({
  allTags,
  anyTags,
  alternatives,
  conditions,
  activity,
  assignee,
}: ReadFilter<MemberKey>): Source[] {
  const [first, ...rest] = allTags;
  const common = [...conditions, ...rest.map(hasTag)];
  const bases: Base[] = first
    ? [{ tagId: first, conditions: [...common, ...someOf(anyTags.map(hasTag)), ...someOf(alternatives)] }]
    : anyTags.length > 0
      ? anyTags.map((tagId, n) => ({
          tagId,
          // An item with several of the tags is in the part of the first one.
          conditions: [
            ...common,
            ...someOf(alternatives),
            ...anyTags.slice(0, n).map((other) => Prisma.sql`${hasTag(other)} IS NOT TRUE`),
          ],
        }))
      : alternatives.length > 0
        ? alternatives.map((one) => ({ tagId: null, conditions: [...common, one] }))
        : [{ tagId: null, conditions: common }];
  return bases.flatMap((base) => ofAssignee(base, assignee)).map((source) => within(source, activity));
}

const someOf = (choices: Prisma.Sql[]): Prisma.Sql[] =>
  choices.length > 0 ? [Prisma.sql`(${Prisma.join(choices, ' OR ')})`] : [];

function within(source: Source, { from, until }: ReadFilter['activity']): Source {
  return {
    ...source,
    conditions: [
      ...source.conditions,
      ...(from ? [Prisma.sql`${source.activity} >= ${from}::timestamptz`] : []),
      ...(until ? [Prisma.sql`${source.activity} < ${until}::timestamptz`] : []),
    ],
  };
}

function ofAssignee({ tagId, conditions }: Base, assignee: ReadFilter<MemberKey>['assignee']): Source[] {
  const items: Source = {
    from: Prisma.sql`"item" i`,
    conditions,
    status: Prisma.sql`i."statusCode"`,
    activity: Prisma.sql`i."lastActivityAt"`,
    id: Prisma.sql`i."id"`,
  };
  const tagged: Source | null = tagId && {
    from: Prisma.sql`"item_tag" t JOIN "item" i ON i."workspaceId" = t."workspaceId" AND i."id" = t."itemId"`,
    conditions: [...conditions, Prisma.sql`t."tagId" = ${tagId}`],
    status: Prisma.sql`t."statusCode"`,
    activity: Prisma.sql`t."lastActivityAt"`,
    id: Prisma.sql`t."itemId"`,
  };
  const source = tagged ?? items;
  if (!assignee) return [source];
  if (assignee === 'none') return [{ ...source, conditions: [...source.conditions, Prisma.sql`i."ownerId" IS NULL`] }];
  const member = Prisma.sql`${assignee.memberId}::uuid`;
  // An owner may also be a contributor: the second part leaves out what the first one selects.
  const contributing = [
    Prisma.sql`c."memberId" = ${member} AND c."doneAt" IS NULL`,
    Prisma.sql`i."ownerId" IS DISTINCT FROM ${member}`,
    ...source.conditions,
  ];
  const joined = Prisma.sql`"item_contributor" c ON c."workspaceId" = i."workspaceId" AND c."itemId" = i."id"`;
  return [
    { ...source, conditions: [...source.conditions, Prisma.sql`i."ownerId" = ${member} AND NOT (${ownerIsDone})`] },
    tagged
      ? { ...tagged, from: Prisma.sql`${tagged.from} JOIN ${joined}`, conditions: contributing }
      : {
          from: Prisma.sql`"item" i JOIN ${joined}`,
          conditions: contributing,
          status: Prisma.sql`c."statusCode"`,
          activity: Prisma.sql`c."lastActivityAt"`,
          id: Prisma.sql`c."itemId"`,
        },
  ];
}
