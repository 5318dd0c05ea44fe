import { outsideWorkspaces } from '#lib/db/outside-workspaces.ts';
import { dropOldTombstones } from '#lib/ingest/drop-old-tombstones.ts';
import { dropUnusedUploads } from '#lib/outbox/attachments/drop-unused-uploads.ts';

/** Removes what nothing will use any more, and makes the coming months' partitions. */
export async function dropLeftovers(): Promise<void> {
  await dropUnusedUploads();
  await dropOldTombstones();
  await outsideWorkspaces().$queryRaw`SELECT ensure_month_partitions()::text`;
}
