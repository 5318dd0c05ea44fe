import { outsideWorkspaces } from '#lib/db/outside-workspaces.ts';

/** Records that this worker process is alive. */
export async function beatWorkerHeart(workerId: string): Promise<void> {
  await outsideWorkspaces().workerHeartbeat.upsert({
    where: { id: workerId },
    create: { id: workerId, at: new Date() },
    update: { at: new Date() },
  });
}

export async function stopWorkerHeart(workerId: string): Promise<void> {
  await outsideWorkspaces().workerHeartbeat.deleteMany({ where: { id: workerId } });
}

/** The latest heartbeat of any worker that is dated no later than `until`. */
export async function readWorkerHeartbeat({ until }: { until: Date }): Promise<{ at: Date } | null> {
  return await outsideWorkspaces().workerHeartbeat.findFirst({
    where: { at: { lte: until } },
    orderBy: { at: 'desc' },
    select: { at: true },
  });
}
