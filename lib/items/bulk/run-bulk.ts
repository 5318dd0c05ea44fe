import { refuseUnless } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { asDispatcher, asMember, inWorkspace } from '#lib/db/in-workspace.ts';
import { enterAsMember } from '#lib/db/enter-workspace.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import type { Tx } from '#lib/db/tx.ts';
import { withOrigin } from '#lib/origin.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import type { Place } from '../list/cursor.ts';
import { readFilter } from '../list/filter.ts';
import { readReceivers } from '../members/read-receivers.ts';
import { undoChunk } from '../undo-act.ts';
import { CHUNK, choosePage } from './choose-page.ts';
import { addSkips, changedSince, countSkipped, type Skip } from './count-skipped.ts';
import { bulkJobs } from './jobs.ts';
import { readStoredInput } from './stored-input.ts';
import { bulkRights, stepOf } from './steps.ts';

type Ref = { workspaceId: string; jobId: string };

/** After this long without a sign, another worker goes on, in seconds. One part takes far less. */
const LEASE_SECONDS = 15;
/** How long one turn lasts, so that a worker can stop and other jobs have theirs, in milliseconds. */
const TURN_MS = 5_000;
/** After so many errors that nobody expects, a job is stopped. */
const FAILURES_LIMIT = 5;

/**
 * Does a job part by part. A part's changes, what they count and where the next one begins are one transaction, so that
 * whoever takes the job after a crash goes on exactly where it was. The member's rights are read again for each part.
 */
export async function runBulk({ workspaceId, jobId }: Ref): Promise<void> {
  const endsAt = Date.now() + TURN_MS;
  for (;;) {
    if (!(await runPart({ workspaceId, jobId }))) return;
    if (Date.now() < endsAt) continue;
    await enqueue(bulkJobs.runBulk, { workspaceId, jobId });
    return;
  }
}

/** Jobs that no worker is on: their hint got lost, or their worker. */
export async function findWaitingBulk(limit: number): Promise<Ref[]> {
  return await asDispatcher(
    async (tx) =>
      await tx.$queryRaw<Ref[]>`
      SELECT "workspaceId"::text, "id"::text AS "jobId" FROM "bulk_job"
      WHERE "state" IN ('queued', 'running') AND coalesce("leaseUntil", '-infinity') < now()
      ORDER BY "leaseUntil" NULLS FIRST LIMIT ${limit}`,
  );
}

/** @returns whether there is more to do */
async function runPart({ workspaceId, jobId }: Ref): Promise<boolean> {
  const job = await inWorkspace(workspaceId, (tx) =>
    tx.bulkJob.findFirst({
      where: { id: jobId, state: { in: ['queued', 'running'] } },
      include: { member: { select: { userId: true } } },
    }),
  );
  if (!job) return false;
  const { memberId, address, sessionId, apiKeyId } = job;
  const who = { workspaceId, memberId, userId: job.member.userId };
  try {
    const more = await withOrigin({ address, sessionId, apiKeyId }, () =>
      asMember(who, (tx) => changePart(tx, who, jobId)),
    );
    if (more !== null) announce(workspaceId);
    return more ?? false;
  } catch (error) {
    await recordFailure({ workspaceId, jobId }, error);
    if (error instanceof Refusal) return false;
    throw error;
  }
}

type Part = { place: Place | null; seen: number; changed: number; skips: Skip[] };

/** @returns whether there is more to do; null when another worker is on it, or it was cancelled */
async function changePart(tx: Tx, who: Omit<Caller, 'role'>, jobId: string): Promise<boolean | null> {
  const { workspaceId, memberId } = who;
  const [job] = await tx.$queryRaw<Locked[]>`
    SELECT "input", "undoesId"::text, "place", "createdAt" FROM "bulk_job"
    WHERE "id" = ${jobId}::uuid AND "state" IN ('queued', 'running') FOR UPDATE SKIP LOCKED`;
  if (!job) return null;
  // Until this part is done, nobody takes a channel, the role or the membership from the member.
  const [self] = await readReceivers(tx, [memberId]);
  if (!self) throw new Refusal('not_allowed');
  // What they see may have changed while this waited.
  await enterAsMember(tx, who);
  const part = await donePart(tx, { ...who, role: self.role }, jobId, job);
  await addSkips(tx, workspaceId, jobId, part.skips);
  const isDone = part.place === null;
  await tx.$executeRaw`
    UPDATE "bulk_job" SET "state" = ${isDone ? 'done' : 'running'}, "place" = ${JSON.stringify(part.place)}::jsonb,
      "seen" = "seen" + ${part.seen}, "changed" = "changed" + ${part.changed},
      "leaseUntil" = now() + ${LEASE_SECONDS} * interval '1 second',
      "finishedAt" = CASE WHEN ${isDone} THEN clock_timestamp() END
    WHERE "id" = ${jobId}::uuid`;
  return !isDone;
}

type Locked = { input: unknown; undoesId: string | null; place: Place | null; createdAt: Date };

async function donePart(tx: Tx, caller: Caller, jobId: string, job: Locked): Promise<Part> {
  if (job.undoesId) {
    const after = typeof job.place?.[0] === 'string' ? job.place[0] : null;
    const { seen, last, restored } = await undoChunk(tx, caller, job.undoesId, { after, limit: CHUNK });
    return {
      place: last === null ? null : [last],
      seen,
      changed: restored.length,
      skips: changedSince(seen - restored.length),
    };
  }
  const { filter, change } = readStoredInput(job.input);
  refuseUnless(caller, bulkRights[change.act]);
  const step = stepOf(caller, change);
  // "In the last seven days" is meant from when it was asked for.
  const { itemIds, place } = await choosePage(tx, readFilter(caller, filter, job.createdAt), job.place);
  if (itemIds.length === 0) return { place, seen: 0, changed: 0, skips: [] };
  const { changed, unseen } = await step(tx, itemIds, jobId);
  const done = new Set(changed);
  const left = itemIds.filter((id) => !done.has(id));
  const skips = await countSkipped(tx, caller, { act: change.act, itemIds: left, unseen });
  return { place, seen: itemIds.length, changed: changed.length, skips };
}

/** A refusal ends the job at once; any other error after some attempts. */
async function recordFailure({ workspaceId, jobId }: Ref, error: unknown): Promise<void> {
  const code = error instanceof Refusal ? error.code : 'unexpected';
  const isLast = error instanceof Refusal ? Prisma.sql`true` : Prisma.sql`"failures" + 1 >= ${FAILURES_LIMIT}`;
  await inWorkspace(
    workspaceId,
    (tx) => tx.$executeRaw`
      UPDATE "bulk_job" SET "failures" = "failures" + 1, "leaseUntil" = now() + ${LEASE_SECONDS} * interval '1 second',
        "state" = CASE WHEN ${isLast} THEN 'stopped' ELSE "state" END,
        "stopReason" = CASE WHEN ${isLast} THEN ${code} END,
        "finishedAt" = CASE WHEN ${isLast} THEN now() END
      WHERE "id" = ${jobId}::uuid AND "state" IN ('queued', 'running')`,
  );
}
