import { outsideWorkspaces } from '#lib/db/outside-workspaces.ts';
import { dropOldTombstones } from '#lib/ingest/drop-old-tombstones.ts';
import { dropUnusedUploads } from '#lib/outbox/attachments/drop-unused-uploads.ts';

/** Deletes unused uploads and tombstones whose message never arrived, and creates the coming months' partitions. */
export async function deleteLeftovers(): Promise<void> {
  await dropUnusedUploads();
  await dropOldTombstones();
  await outsideWorkspaces().$queryRaw`SELECT ensure_month_partitions()::text`;
}
