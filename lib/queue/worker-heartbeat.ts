import { outsideWorkspaces } from '#lib/db/outside-workspaces.ts';

/** Says that this worker process lives. The table is outside the tenants and holds nothing else. */
export async function recordHeartbeat(workerId: string): Promise<void> {
  await outsideWorkspaces().workerHeartbeat.upsert({
    where: { id: workerId },
    create: { id: workerId, at: new Date() },
    update: { at: new Date() },
  });
}

export async function removeHeartbeat(workerId: string): Promise<void> {
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
