import { asDispatcher } from '#lib/db/in-workspace.ts';

/** Removes uploads that no reply has taken within a day. */
export async function dropUnusedUploads(): Promise<void> {
  await asDispatcher(
    async (tx) =>
      await tx.$executeRaw`
        DELETE FROM "attachment" WHERE "messageId" IS NULL AND "createdAt" < now() - interval '24 hours'`,
  );
}
