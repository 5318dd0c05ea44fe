import { Prisma } from '#lib/db/generated/client.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { flowLimits, type QuotaName, type QuotaOf, stockLimits } from './limits.ts';
import { stocks } from './stocks.ts';
import { spanStart } from './take-flow.ts';

export type QuotaUsage = {
  quota: QuotaName;
  of: QuotaOf;
  /** Of a quota that each member or item has: the use of the one that uses most, who is `subjectId`. */
  used: number;
  limit: number;
  unit: string;
  subjectId: string | null;
};

type Row = { quota: QuotaName; subjectId: string | null; used: number };

/** How much of each of its quotas a workspace uses now. */
export async function readUsage(workspaceId: string): Promise<QuotaUsage[]> {
  const counts = [
    ...Object.entries(stocks).map(([quota, stock]) => fullest(quota, stock)),
    ...Object.entries(flowLimits).map(([quota, { spanSeconds }]) =>
      fullest(
        quota,
        Prisma.sql`SELECT "memberId" AS "subject", "used" FROM "quota_use"
          WHERE "quota" = ${quota} AND "startsAt" = ${spanStart(spanSeconds)}`,
      ),
    ),
  ];
  const rows = await inWorkspace(
    workspaceId,
    async (tx) => await tx.$queryRaw<Row[]>(Prisma.join(counts, ' UNION ALL ')),
  );
  const limits = { ...stockLimits, ...flowLimits };
  return Object.entries(limits).map(([name, { of, limit, unit }]) => {
    const row = rows.find(({ quota }) => quota === name);
    // The names are the table's own keys.
    return { quota: name as QuotaName, of, used: row?.used ?? 0, limit, unit, subjectId: row?.subjectId ?? null };
  });
}

function fullest(quota: string, stock: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT ${quota}::text AS "quota", "subject"::text AS "subjectId", "used"::float8 AS "used"
    FROM (${stock}) AS "stock" ORDER BY "used" DESC LIMIT 1)`;
}
