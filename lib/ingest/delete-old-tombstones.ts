import { asDispatcher } from '#lib/db/in-workspace.ts';

/** Deletes tombstones whose message never arrived. */
export async function deleteOldTombstones(): Promise<void> {
  await asDispatcher(
    async (tx) => await tx.$executeRaw`DELETE FROM "tombstone" WHERE "deletedAt" < now() - interval '7 days'`,
  );
}
