import { asDispatcher } from '#lib/db/in-workspace.ts';
import { outsideWorkspaces } from '#lib/db/outside-workspaces.ts';

/** Deletes unused uploads and tombstones whose message never arrived, and creates the coming months' partitions. */
export async function deleteLeftovers(): Promise<void> {
  await asDispatcher(async (tx) => {
    await tx.$executeRaw`DELETE FROM "attachment" WHERE "messageId" IS NULL AND "createdAt" < now() - interval '24 hours'`;
    await tx.$executeRaw`DELETE FROM "tombstone" WHERE "deletedAt" < now() - interval '7 days'`;
  });
  await outsideWorkspaces().$queryRaw`SELECT ensure_month_partitions()::text`;
}
