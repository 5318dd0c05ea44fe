import { accounts } from './users-database.ts';

/** Nobody has been here yet. */
export async function isFirstRun(): Promise<boolean> {
  return (await accounts().user.findFirst({ select: { id: true } })) === null;
}
