import { z } from 'zod';
import { Prisma } from '#lib/db/generated/client.ts';
import type { ItemSort } from '../types.ts';
import type { Place } from './cursor.ts';

const moment = z.iso.datetime();

/**
 * One order of the queue: the keys of a row, which end with its id so that no two rows are equal, and how the list
 * goes on behind a place. `activity` and `id` name the columns that hold them: a tag's list has its own.
 */
export type Order = {
  /** Which rows take part, where an order has several stretches one after the other. */
  where?: Prisma.Sql;
  keys: (columns: Columns) => Prisma.Sql;
  by: (columns: Columns) => Prisma.Sql;
  after: (columns: Columns, place: Place) => Prisma.Sql;
};
type Columns = { activity: Prisma.Sql; id: Prisma.Sql };

/** The order of chosen rows, which carry their keys under fixed names. */
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

const byDeadline: Order = {
  where: Prisma.sql`i."replyDeadline" IS NOT NULL`,
  keys: () => Prisma.sql`0::int2 AS "rank", i."replyDeadline" AS "at"`,
  by: ({ id }) => Prisma.sql`i."replyDeadline", ${id}`,
  after: ({ id }, [, at, last]) => Prisma.sql`(i."replyDeadline", ${id}) > (${at}::timestamptz, ${last}::uuid)`,
};

/** The keys of a place in each sort, as a cursor holds them. */
export const placeKeys = {
  newest: z.tuple([moment, z.guid()]),
  oldest: z.tuple([moment, z.guid()]),
  priority: z.tuple([z.int().min(0).max(4), moment, z.guid()]),
  /** 0: has a deadline, which is the moment; 1: has none, and the moment is its latest activity. */
  expiring: z.tuple([z.union([z.literal(0), z.literal(1)]), moment, z.guid()]),
} satisfies Record<ItemSort, z.ZodTuple>;

/** The stretches of a sort that are still to come behind a place, each with the condition that begins there. */
export function stretches(sort: ItemSort, place: Place | null): { order: Order; place: Place | null }[] {
  if (sort === 'newest') return [{ order: byActivity('DESC'), place }];
  if (sort === 'oldest') return [{ order: byActivity('ASC'), place }];
  if (sort === 'priority') return [{ order: byPriority, place }];
  // What has no deadline comes after all that have one, the longest waiting first.
  const rest = byActivity('ASC', Prisma.sql`i."replyDeadline" IS NULL`);
  if (place?.[0] === 1) return [{ order: rest, place: place.slice(1) }];
  return [
    { order: byDeadline, place },
    { order: rest, place: null },
  ];
}

/** The keys that a chosen row came with. */
export type ChosenKeys = { rank: number; at: Date; place: string };

export function placeOf(sort: ItemSort, { rank, at, place }: ChosenKeys): Place {
  return sort === 'newest' || sort === 'oldest' ? [at.toISOString(), place] : [rank, at.toISOString(), place];
}
