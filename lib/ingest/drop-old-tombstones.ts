import { asDispatcher } from '#lib/db/in-workspace.ts';

/** Forgets deletions whose message never came. */
export async function dropOldTombstones(): Promise<void> {
  await asDispatcher(
    async (tx) => await tx.$executeRaw`DELETE FROM "tombstone" WHERE "deletedAt" < now() - interval '7 days'`,
  );
}
