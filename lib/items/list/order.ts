import { z } from 'zod';
import { Prisma } from '#lib/db/generated/client.ts';
import type { ItemSort } from '../types.ts';
import type { Place } from './cursor.ts';

const moment = z.iso.datetime();

/**
 * One order of the queue: a row's keys, which end with its id so that they are unique, and how the list continues after
 * given keys. `activity` and `id` name the columns, which differ for a tag's list.
 */
export type Order = {
  /** The rows of this section, for an order that consists of several sections. */
  where?: Prisma.Sql;
  keys: (columns: Columns) => Prisma.Sql;
  by: (columns: Columns) => Prisma.Sql;
  after: (columns: Columns, place: Place) => Prisma.Sql;
};
type Columns = { activity: Prisma.Sql; id: Prisma.Sql };

/** The order of selected rows, whose keys have fixed names. */
export function chosenOrder(sort: ItemSort, chosen: Prisma.Sql): Prisma.Sql {
  const key = (name: string, direction = '') => Prisma.sql`${chosen}.${Prisma.raw(`"${name}" ${direction}`)}`;
  if (sort === 'newest') return Prisma.sql`${key('at', 'DESC')}, ${key('place', 'DESC')}`;
  if (sort === 'oldest') return Prisma.sql`${key('at')}, ${key('place')}`;
  if (sort === 'priority') return Prisma.sql`${key('rank', 'DESC')}, ${key('at', 'DESC')}, ${key('place', 'DESC')}`;
  return Prisma.sql`${key('rank')}, ${key('at')}, ${key('place')}`;
}

const byActivity = (direction: 'DESC' | 'ASC', where?: Prisma.Sql): Order => ({
  ...(where ? { where } : {}),
  keys: ({ activity }) => Prisma.sql`1::int2 AS "rank", ${activity} AS "at"`,
  by: ({ activity, id }) => Prisma.sql`${activity} ${Prisma.raw(direction)}, ${id} ${Prisma.raw(direction)}`,
  after: ({ activity, id }, [at, last]) =>
    Prisma.sql`(${activity}, ${id}) ${Prisma.raw(direction === 'DESC' ? '<' : '>')} (${at}::timestamptz, ${last}::uuid)`,
});

const byPriority: Order = {
  keys: ({ activity }) => Prisma.sql`i."priority" AS "rank", ${activity} AS "at"`,
  by: ({ activity, id }) => Prisma.sql`i."priority" DESC, ${activity} DESC, ${id} DESC`,
  after: ({ activity, id }, [rank, at, last]) =>
    Prisma.sql`(i."priority", ${activity}, ${id}) < (${rank}::int2, ${at}::timestamptz, ${last}::uuid)`,
};

const soonest = (column: Prisma.Sql): Order => ({
  where: Prisma.sql`${column} IS NOT NULL`,
  keys: () => Prisma.sql`0::int2 AS "rank", ${column} AS "at"`,
  by: ({ id }) => Prisma.sql`${column}, ${id}`,
  after: ({ id }, [, at, last]) => Prisma.sql`(${column}, ${id}) > (${at}::timestamptz, ${last}::uuid)`,
});

/** The orders by a moment that some items have: which moment. */
const moments = {
  expiring: Prisma.sql`i."replyDeadline"`,
  promised: Prisma.sql`i."promiseDueAt"`,
} satisfies Partial<Record<ItemSort, Prisma.Sql>>;

/** 0: the time is the moment that the items are ordered by; 1: there is none, and the time is the latest activity. */
const momentFirst = z.tuple([z.union([z.literal(0), z.literal(1)]), moment, z.guid()]);

/** The cursor keys of each sort. */
export const placeKeys = {
  newest: z.tuple([moment, z.guid()]),
  oldest: z.tuple([moment, z.guid()]),
  priority: z.tuple([z.int().min(0).max(4), moment, z.guid()]),
  expiring: momentFirst,
  promised: momentFirst,
} satisfies Record<ItemSort, z.ZodTuple>;

/** The remaining sections of a sort after the given keys, each with its starting keys. */
export function stretches(sort: ItemSort, place: Place | null): { order: Order; place: Place | null }[] {
  if (sort === 'newest') return [{ order: byActivity('DESC'), place }];
  if (sort === 'oldest') return [{ order: byActivity('ASC'), place }];
  if (sort === 'priority') return [{ order: byPriority, place }];
  // Items without the moment come last, the longest waiting first.
  const rest = byActivity('ASC', Prisma.sql`${moments[sort]} IS NULL`);
  if (place?.[0] === 1) return [{ order: rest, place: place.slice(1) }];
  return [
    { order: soonest(moments[sort]), place },
    { order: rest, place: null },
  ];
}

/** The keys of a selected row. */
export type ChosenKeys = { rank: number; at: Date; place: string };

export function placeOf(sort: ItemSort, { rank, at, place }: ChosenKeys): Place {
  return sort === 'newest' || sort === 'oldest' ? [at.toISOString(), place] : [rank, at.toISOString(), place];
}
