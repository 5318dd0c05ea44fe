import { defineAct } from '#lib/act.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { readJob, readJobs } from './read-jobs.ts';
import type { BulkJobView } from './types.ts';

/** The most jobs that are listed. */
const LISTED = 20;

type Input = { jobId: string };

/** The caller's jobs that run, and those of the last day whose result has not been put aside; the latest first. */
export const listBulkJobs = defineAct('items.read', async (caller): Promise<BulkJobView[]> => {
  const which = Prisma.sql`j."workspaceId" = ${caller.workspaceId}::uuid AND j."memberId" = ${caller.memberId}::uuid
    AND j."dismissedAt" IS NULL AND (j."finishedAt" IS NULL OR j."finishedAt" > now() - interval '1 day')`;
  return await asMember(caller, (tx) => readJobs(tx, which, LISTED));
});

/** @throws Refusal `not_found`, also for a colleague's */
export const getBulkJob = defineAct('items.read', async (caller, { jobId }: Input): Promise<BulkJobView> => {
  const id = uuid(jobId);
  return await asMember(caller, (tx) => readJob(tx, id));
});

/**
 * Ends a job after the part that is under way; what it has done stays and can be taken back. A finished one stays as it is.
 * @throws Refusal `not_found`
 */
export const cancelBulk = defineAct('items.read', async (caller, { jobId }: Input): Promise<BulkJobView> => {
  const id = uuid(jobId);
  return await asMember(caller, async (tx) => {
    await tx.bulkJob.updateMany({
      where: { id, state: { in: ['queued', 'running'] } },
      data: { state: 'cancelled', finishedAt: new Date() },
    });
    return await readJob(tx, id);
  });
});

/** Puts the result of a finished job aside. @throws Refusal `not_found` */
export const dismissBulk = defineAct('items.read', async (caller, { jobId }: Input): Promise<void> => {
  const id = uuid(jobId);
  await asMember(caller, async (tx) => {
    await readJob(tx, id);
    await tx.bulkJob.updateMany({ where: { id, finishedAt: { not: null } }, data: { dismissedAt: new Date() } });
  });
});
