import { asDispatcher } from '#lib/db/in-workspace.ts';

/** Deletes drafts that nobody has touched for 90 days. */
export async function deleteOldDrafts(): Promise<void> {
  await asDispatcher(
    async (tx) => await tx.$executeRaw`DELETE FROM "draft" WHERE "updatedAt" < now() - interval '90 days'`,
  );
}
