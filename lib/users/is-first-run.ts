import { userTables } from '#lib/db/user-tables.ts';

/** Whether the installation has no user yet. */
export async function isFirstRun(): Promise<boolean> {
  return (await userTables().user.findFirst({ select: { id: true } })) === null;
}
