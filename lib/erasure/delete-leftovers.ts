import { outsideWorkspaces } from '#lib/db/outside-workspaces.ts';
import { deleteOldTombstones } from '#lib/ingest/delete-old-tombstones.ts';
import { deleteOldDrafts } from '#lib/items/drafts/delete-old-drafts.ts';
import { deleteUnusedNoteFiles } from '#lib/items/notes/files/delete-unused-files.ts';
import { deleteUnusedUploads } from '#lib/outbox/attachments/delete-unused-uploads.ts';

/**
 * Deletes forgotten drafts, unused uploads and tombstones whose message never arrived, and creates the coming months'
 * partitions.
 */
export async function deleteLeftovers(): Promise<void> {
  // Before the uploads, which a draft keeps.
  await deleteOldDrafts();
  await deleteUnusedUploads();
  await deleteUnusedNoteFiles();
  await deleteOldTombstones();
  await outsideWorkspaces().$queryRaw`SELECT ensure_month_partitions()::text`;
}
