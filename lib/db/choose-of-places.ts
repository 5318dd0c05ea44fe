import type { Place } from './enter-workspace.ts';
import { Prisma } from './generated/client.ts';

type Choice = {
  places: readonly Pick<Place, 'workspaceId' | 'memberId'>[];
  /** How many rows the page has. */
  limit: number;
  /** Selects the keys of the first rows of one workspace, `scope."workspaceId"`, as its member, `scope."memberId"`. */
  keysOf: (take: number) => Prisma.Sql;
  /** The order of the list, of a relation with these keys. */
  order: (relation: Prisma.Sql) => Prisma.Sql;
};

/** How many rows are first read of each workspace: the first of these that is twice its fair share of a page. */
const STEPS = [4, 16];

/**
 * For WITH: `chosen`, the keys of the page of a list over several workspaces of a person, with `workspaceId` and `memberId`.
 * It reads the first rows of each workspace by the list's own index, and merges them.
 */
export function chooseOfPlaces(choice: Choice): Prisma.Sql {
  const { places, limit } = choice;
  const fair = (2 * limit) / places.length;
  const take = STEPS.find((step) => step >= fair && step < limit) ?? limit;
  return take < limit ? inTwoSteps(choice, take) : atOnce(choice);
}

/** The workspaces of the list and the person's member in each, as a relation. */
export function scopeOf(places: Choice['places']): Prisma.Sql {
  return Prisma.sql`unnest(${places.map(({ workspaceId }) => workspaceId)}::uuid[],
    ${places.map(({ memberId }) => memberId)}::uuid[]) AS scope ("workspaceId", "memberId")`;
}

/** Of as many rows of each workspace as the page has. */
function atOnce(choice: Choice): Prisma.Sql {
  return Prisma.sql`chosen AS (${firstOf(keysOfEach(choice, scopeOf(choice.places), choice.limit), choice)})`;
}

/**
 * With many workspaces few rows of each are on the page, so few of each are read. Only a workspace that gives all of these to
 * the page may have more there, and more are read of it.
 */
function inTwoSteps(choice: Choice, take: number): Prisma.Sql {
  return Prisma.sql`few AS MATERIALIZED (${keysOfEach(choice, scopeOf(choice.places), take)}),
    cut AS MATERIALIZED (SELECT "workspaceId", "memberId" FROM (${firstOf(Prisma.sql`SELECT * FROM few`, choice)}) AS page
      GROUP BY 1, 2 HAVING count(*) >= ${take}),
    chosen AS (${firstOf(
      Prisma.sql`SELECT * FROM few WHERE "workspaceId" NOT IN (SELECT "workspaceId" FROM cut)
        UNION ALL ${keysOfEach(choice, Prisma.sql`cut AS scope`, choice.limit)}`,
      choice,
    )})`;
}

/** The first rows of all keys, as many as the page has. */
function firstOf(keys: Prisma.Sql, { order, limit }: Choice): Prisma.Sql {
  return Prisma.sql`SELECT * FROM (${keys}) AS part
    ORDER BY ${order(Prisma.sql`part`)} LIMIT ${Prisma.raw(String(limit))}`;
}

/** The keys of the first rows of each workspace. @param take how many of each */
function keysOfEach({ keysOf }: Choice, scope: Prisma.Sql, take: number): Prisma.Sql {
  return Prisma.sql`SELECT part.*, scope."workspaceId", scope."memberId"
    FROM ${scope} CROSS JOIN LATERAL (${keysOf(take)}) AS part`;
}
