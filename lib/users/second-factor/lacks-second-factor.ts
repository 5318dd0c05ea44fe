import { userTables } from '#lib/db/user-tables.ts';

/** Whether this session has no second factor although an organization of its user requires one. */
export async function lacksSecondFactor(sessionId: string): Promise<boolean> {
  const [row] = await userTables().$queryRaw<
    { lacks: boolean }[]
  >`select lacks_second_factor(${sessionId}::uuid) as lacks`;
  return row?.lacks ?? false;
}
