import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import type { Sight } from '#lib/db/enter-workspace.ts';
import { seenNumber } from '../counters/seen-number.ts';
import type { ItemFilter } from '../types.ts';
import { everyMatch } from './choose-items.ts';
import { countTogether, isCountedTogether } from './count-together.ts';
import { isSet, type ReadFilter, readFilter } from './filter.ts';

/**
 * The exact number of matching items: from the counters if they have the filter's dimensions, otherwise by counting an
 * index range.
 * @returns null for a search
 */
export async function countMatching(tx: Tx, caller: Caller, given: Given): Promise<number | null> {
  const [n] = await countEach(tx, caller, [given]);
  return n ?? null;
}

/** From how many filters on, of those that read most of the items, one reading for all is cheaper. */
const TOGETHER_FROM = 3;

/** How many are counted one by one in a statement: a longer one takes longer to plan than to run. */
const AT_ONCE = 20;

/** The same for several filters, in few statements. */
export async function countEach(tx: Tx, caller: Caller, given: readonly Given[]): Promise<(number | null)[]> {
  const now = new Date();
  const counts: (number | null)[] = given.map(() => null);
  const all = given.flatMap(({ filter, sight }, place) => {
    const read = readFilter(caller, filter, now);
    return read.q ? [] : [{ place, filter, read, summed: fromCounters(read, filter, sight) }];
  });
  const isRead = all.filter(({ read, summed }) => !summed && isCountedTogether(read)).length >= TOGETHER_FROM;
  // Once the items are read anyway, what the counters know is cheaper there too.
  const together = isRead ? all.filter(({ read }) => isCountedTogether(read)) : [];
  const parts = all
    .filter((one) => !together.includes(one))
    .map(({ place, read, summed }) => Prisma.sql`SELECT ${place}::int AS place, (${summed ?? byCounting(read)}) AS n`);
  const statements = [
    ...portions(parts).map((some) => Prisma.join(some, ' UNION ALL ')),
    ...(isRead ? countTogether(caller, together) : []),
  ];
  for (const statement of statements) {
    for (const { place, n } of await tx.$queryRaw<{ place: number; n: number }[]>(statement)) counts[place] = n;
  }
  return counts;
}

/** The statements' parts, as many at once as are planned quickly. */
const portions = (parts: readonly Prisma.Sql[]): Prisma.Sql[][] =>
  Array.from({ length: Math.ceil(parts.length / AT_ONCE) }, (_, n) => parts.slice(n * AT_ONCE, (n + 1) * AT_ONCE));

type Given = { filter: ItemFilter; sight: Sight };
type Read = ReadFilter;

/** What the counters do not know. */
const notCounted = [
  'tag',
  'team',
  'contact',
  'expiring',
  'approval',
  'scheduled',
  'promised',
  'unread',
  'priority',
  'language',
  'rating',
  'from',
  'until',
  'allTags',
  'anyTags',
  'noTags',
] as const satisfies readonly (keyof ItemFilter)[];

/** The counters know status, owner, channel, kind and what failed; a channel has one network. */
function fromCounters(read: Read, filter: ItemFilter, { hidesConfidential }: Sight): Prisma.Sql | null {
  const { statuses, assignee, q } = read;
  if (q || notCounted.some((field) => isSet(filter[field])) || (assignee && assignee !== 'none')) return null;
  const conditions = [
    Prisma.sql`"status"::text = ANY(${[...statuses]}::text[])`,
    ...(assignee === 'none' ? [Prisma.sql`"ownerKey" = owner_key(NULL)`] : []),
    ...(filter.channel ? [Prisma.sql`"channelId" = ${filter.channel}::uuid`] : []),
    ...(filter.kind ? [Prisma.sql`"kind"::text = ${filter.kind}`] : []),
    ...(filter.network
      ? [Prisma.sql`"channelId" IN (SELECT "id" FROM "channel" WHERE "network" = ${filter.network})`]
      : []),
  ];
  const number = seenNumber(Prisma.raw('c'), filter.failed ? 'failed' : 'items', hidesConfidential);
  const from = (table: string) =>
    Prisma.sql`SELECT ${number} AS n FROM ${Prisma.raw(`"${table}"`)} c WHERE ${Prisma.join(conditions, ' AND ')}`;
  // The confidential items that the member sees are few.
  const named = hidesConfidential
    ? Prisma.sql` UNION ALL SELECT count(*) FROM (${everyMatch({
        ...read,
        conditions: [...read.conditions, Prisma.sql`i."confidentialTo" IS NOT NULL`],
      })}) AS named`
    : Prisma.empty;
  return Prisma.sql`SELECT coalesce(sum(n), 0)::float8 AS n
    FROM (${from('item_counter')} UNION ALL ${from('item_counter_delta')}${named}) AS counter`;
}

function byCounting(read: Read): Prisma.Sql {
  return Prisma.sql`SELECT count(*)::float8 AS n FROM (${everyMatch(read)}) AS found`;
}
