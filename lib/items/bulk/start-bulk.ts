import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { readOrigin } from '#lib/origin.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { Refusal } from '#lib/refusal.ts';
import { countMatching } from '../list/count-matching.ts';
import type { ItemFilter } from '../types.ts';
import { bulkJobs } from './jobs.ts';
import { readJob } from './read-jobs.ts';
import { bulkNeeds, checkChange } from './steps.ts';
import type { BulkChange, BulkJobView } from './types.ts';

/** How many jobs of one member wait or run at once. */
export const JOBS_LIMIT = 5;

type Input = BulkChange & { filter: ItemFilter };

/**
 * Begins an act on all items that match, however many, and answers at once: workers do it part by part, and it can be
 * watched, cancelled and taken back. Which items match is decided part by part, newest first: what arrives or is answered
 * after it began is left alone, and what does not match any more when its turn comes is not changed.
 * @throws Refusal `too_many` (`limit`) jobs at once; `invalid` naming the field; `not_allowed`
 */
export const startBulk = defineAct(bulkNeeds, async (caller, { filter, ...change }: Input): Promise<BulkJobView> => {
  await checkChange(caller, change);
  const job = await asMember(caller, async (tx, sight) => {
    const total = await countMatching(tx, caller, { filter, sight });
    // A JSON column stores dates as text, and leaves out what is undefined.
    const input = JSON.parse(JSON.stringify({ filter, change })) as Prisma.InputJsonObject;
    return await addJob(tx, caller, { input, total });
  });
  await enqueue(bulkJobs.runBulk, { workspaceId: caller.workspaceId, jobId: job.id });
  return job;
});

type NewJob = { input: Prisma.InputJsonObject; total: number | null } | { undoesId: string; total: number };

/** Adds a job of the caller. @throws Refusal `too_many` */
export async function addJob(tx: Tx, caller: Caller, job: NewJob): Promise<BulkJobView> {
  const { workspaceId, memberId } = caller;
  const active = await tx.bulkJob.count({ where: { workspaceId, memberId, state: { in: ['queued', 'running'] } } });
  if (active >= JOBS_LIMIT) throw new Refusal('too_many', { limit: JOBS_LIMIT });
  const { id } = await tx.bulkJob.create({
    data: { workspaceId, memberId, ...readOrigin(), ...job },
    select: { id: true },
  });
  return await readJob(tx, id);
}
