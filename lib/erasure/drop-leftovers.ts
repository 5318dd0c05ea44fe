import { asDispatcher } from '#lib/db/in-workspace.ts';
import { outsideWorkspaces } from '#lib/db/outside-workspaces.ts';

/** Removes what has done its duty (images that no reply took, deletions whose message never came) and makes the coming months' partitions. */
export async function dropLeftovers(): Promise<void> {
  await asDispatcher(async (tx) => {
    await tx.$executeRaw`DELETE FROM "attachment" WHERE "messageId" IS NULL AND "createdAt" < now() - interval '24 hours'`;
    await tx.$executeRaw`DELETE FROM "tombstone" WHERE "deletedAt" < now() - interval '7 days'`;
  });
  await outsideWorkspaces().$queryRaw`SELECT ensure_month_partitions()::text`;
}
