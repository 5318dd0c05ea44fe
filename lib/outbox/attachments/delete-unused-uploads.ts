import { asDispatcher } from '#lib/db/in-workspace.ts';

/** Deletes uploads that no reply has taken within a day, and no draft still needs. */
export async function deleteUnusedUploads(): Promise<void> {
  await asDispatcher(
    async (tx) =>
      await tx.$executeRaw`
        DELETE FROM "attachment" a WHERE a."messageId" IS NULL AND a."createdAt" < now() - interval '24 hours'
          AND NOT EXISTS (SELECT FROM "draft" d WHERE d."workspaceId" = a."workspaceId" AND a."id" = ANY(d."attachmentIds"))`,
  );
}
