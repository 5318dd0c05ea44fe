import { asDispatcher } from '#lib/db/in-workspace.ts';

/**
 * Deletes files that no note has taken within a day, and no draft still needs; and those of notes that were deleted thirty days ago.
 */
export async function deleteUnusedNoteFiles(): Promise<void> {
  await asDispatcher(async (tx) => {
    await tx.$executeRaw`
      DELETE FROM "note_file" f WHERE f."noteId" IS NULL AND f."createdAt" < now() - interval '24 hours'
        AND NOT EXISTS (SELECT FROM "draft" d WHERE d."workspaceId" = f."workspaceId" AND f."id" = ANY(d."attachmentIds"))`;
    await tx.$executeRaw`
      DELETE FROM "note_file" f USING "note" n WHERE n."workspaceId" = f."workspaceId" AND n."id" = f."noteId"
        AND n."deletedAt" < now() - interval '30 days'`;
  });
}
