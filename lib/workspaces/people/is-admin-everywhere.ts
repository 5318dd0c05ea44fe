import type { Caller } from '#lib/caller.ts';
import { asDispatcher } from '#lib/db/in-workspace.ts';
import { Refusal } from '#lib/refusal.ts';

/**
 * Whether the caller is an admin in all workspaces of their organization, the demo aside: what holds for all of them is not
 * for the admin of one client to change.
 */
export async function isAdminEverywhere({ workspaceId, userId }: Caller): Promise<boolean> {
  const [row] = await asDispatcher(
    (tx) => tx.$queryRaw<{ isAdmin: boolean }[]>`
      SELECT NOT EXISTS (
        SELECT FROM "workspace" w
        WHERE w."organizationId" = (SELECT "organizationId" FROM "workspace" WHERE "id" = ${workspaceId}::uuid)
          AND NOT w."isDemo" AND NOT EXISTS (
            SELECT FROM "member" m WHERE m."workspaceId" = w."id" AND m."userId" = ${userId}::uuid
              AND m."removedAt" IS NULL AND m."role" = 'admin')) AS "isAdmin"`,
  );
  return row?.isAdmin ?? false;
}

/** @throws Refusal `not_everywhere` */
export async function refuseUnlessAdminEverywhere(caller: Caller): Promise<void> {
  if (!(await isAdminEverywhere(caller))) throw new Refusal('not_everywhere');
}
