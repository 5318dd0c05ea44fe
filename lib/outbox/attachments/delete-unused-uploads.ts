import { asDispatcher } from '#lib/db/in-workspace.ts';

/** Deletes uploads that no reply has taken within a day. */
export async function deleteUnusedUploads(): Promise<void> {
  await asDispatcher(
    async (tx) =>
      await tx.$executeRaw`
        DELETE FROM "attachment" WHERE "messageId" IS NULL AND "createdAt" < now() - interval '24 hours'`,
  );
}
