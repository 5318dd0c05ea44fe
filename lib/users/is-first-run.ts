import { userTables } from '#lib/db/user-tables.ts';

/** Nobody has been here yet. */
export async function isFirstRun(): Promise<boolean> {
  return (await userTables().user.findFirst({ select: { id: true } })) === null;
}
