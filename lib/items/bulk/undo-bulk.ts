import { defineAct, refuseUnless } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { Refusal } from '#lib/refusal.ts';
import { bulkJobs } from './jobs.ts';
import { readJob } from './read-jobs.ts';
import { addJob } from './start-bulk.ts';
import { bulkNeeds, bulkRights } from './steps.ts';
import type { BulkJobView } from './types.ts';

/**
 * Begins to take back what a finished or cancelled job did, where nobody has since changed what it set.
 * @returns the job that takes it back
 * @throws Refusal `not_found`; `conflict` while it runs; `nothing_to_undo`, also the second time; `too_many` jobs at once
 */
export const undoBulk = defineAct(
  bulkNeeds.permission,
  async (caller, { jobId }: { jobId: string }): Promise<BulkJobView> => {
    const id = uuid(jobId);
    const undo = await asMember(caller, async (tx) => {
      // A lock, so that of two calls one is first.
      await tx.$queryRaw`SELECT FROM "bulk_job" WHERE "id" = ${id}::uuid FOR UPDATE`;
      const { act, state, changed } = await readJob(tx, id);
      if (state === 'queued' || state === 'running') throw new Refusal('conflict');
      const isUndone = (await tx.bulkJob.count({ where: { undoesId: id } })) > 0;
      if (act === 'undo' || changed === 0 || isUndone) throw new Refusal('nothing_to_undo');
      refuseUnless(caller, bulkRights[act]);
      await tx.bulkJob.updateMany({ where: { id }, data: { dismissedAt: new Date() } });
      return await addJob(tx, caller, { undoesId: id, total: changed });
    });
    await enqueue(bulkJobs.runBulk, { workspaceId: caller.workspaceId, jobId: undo.id });
    return undo;
  },
);
