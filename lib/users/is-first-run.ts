import { accounts } from './users-database.ts';

/** Whether the installation has no user yet. */
export async function isFirstRun(): Promise<boolean> {
  return (await accounts().user.findFirst({ select: { id: true } })) === null;
}
