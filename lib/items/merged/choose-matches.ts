import { Prisma } from '#lib/db/generated/client.ts';
import type { Place as Membership } from '#lib/db/enter-workspace.ts';
import { kindCode, statusCode } from '../list/codes.ts';
import type { Place } from '../list/cursor.ts';
import type { ReadFilter } from '../list/filter.ts';
import type { MemberKey } from '../list/item-conditions.ts';
import { chosenOrder } from '../list/order.ts';

type Search = {
  places: readonly Pick<Membership, 'workspaceId'>[];
  filter: ReadFilter<MemberKey>;
  q: string;
  place: Place | null;
  limit: number;
};

/**
 * For WITH: `chosen`, the keys of a page of matches in several workspaces of a person, newest match first, with `workspaceId` and
 * `memberId`. The function finds them in each workspace as its own search does.
 */
export function chooseMatches({
  places,
  filter: { statuses, assignee, plain, expires },
  q,
  place,
  limit,
}: Search): Prisma.Sql {
  const [at, last] = place ?? [null, null];
  const codes = Prisma.join(statuses.map(statusCode));
  return Prisma.sql`chosen AS (SELECT "id", "place", 1::int2 AS "rank", "at", "workspaceId", "memberId"
    FROM search_items_of_person(${places.map(({ workspaceId }) => workspaceId)}::uuid[],
      ${q}, ${at}::timestamptz, ${last}::uuid, ${limit}::int, ARRAY[${codes}]::smallint[],
      ${plain.kind ? kindCode(plain.kind) : Prisma.sql`NULL`}::smallint, ${plain.network ?? null},
      ${assignee !== null && assignee !== 'none'}, ${assignee === 'none'}, ${plain.failed ?? false},
      ${expires?.from ?? null}::timestamptz, ${expires?.to ?? null}::timestamptz) AS match
    ORDER BY ${chosenOrder('newest', Prisma.sql`match`)} LIMIT ${limit}::int)`;
}
