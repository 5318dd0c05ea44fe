import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { Refusal } from '#lib/refusal.ts';
import type { BulkJobView, BulkState, SkipReason } from './types.ts';

type Row = {
  id: string;
  act: BulkJobView['act'];
  undoesId: string | null;
  state: BulkState;
  total: number | null;
  seen: number;
  changed: number;
  skipped: { reason: SkipReason; memberId: string; name: string | null; items: number }[] | null;
  stopReason: BulkJobView['stopReason'];
  createdAt: Date;
  finishedAt: Date | null;
};

/** The acting member's jobs under a condition on `j`, the latest first. */
export async function readJobs(tx: Tx, which: Prisma.Sql, limit: number): Promise<BulkJobView[]> {
  const rows = await tx.$queryRaw<Row[]>(Prisma.sql`
    SELECT j."id"::text, coalesce(j."input" -> 'change' ->> 'act', 'undo') AS "act", j."undoesId"::text, j."state", j."total",
      j."seen", j."changed", j."stopReason", j."createdAt", j."finishedAt", (
        SELECT json_agg(json_build_object('reason', s."reason", 'memberId', m."id", 'name', u."name", 'items', s."items")
          ORDER BY s."items" DESC, s."reason", s."memberKey")
        FROM "bulk_job_skip" s
        LEFT JOIN "member" m ON m."workspaceId" = s."workspaceId" AND m."id" = s."memberKey"
        LEFT JOIN "user" u ON u."id" = m."userId"
        WHERE s."workspaceId" = j."workspaceId" AND s."jobId" = j."id") AS "skipped"
    FROM "bulk_job" j WHERE ${which} ORDER BY j."createdAt" DESC, j."id" DESC LIMIT ${limit}`);
  return rows.map(({ skipped, createdAt, finishedAt, ...row }) => ({
    ...row,
    skipped: (skipped ?? []).map(({ reason, memberId, name, items }) => ({
      reason,
      member: name === null ? null : { id: memberId, name },
      items,
    })),
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  }));
}

/** @throws Refusal `not_found`, also for a colleague's job */
export async function readJob(tx: Tx, jobId: string): Promise<BulkJobView> {
  const [job] = await readJobs(tx, Prisma.sql`j."id" = ${jobId}::uuid`, 1);
  if (!job) throw new Refusal('not_found');
  return job;
}
