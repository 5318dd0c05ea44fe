import { asDispatcher } from '#lib/db/in-workspace.ts';

/** Whether an organization in which the user has a place requires a second factor of members with a password. */
export async function isSecondFactorRequired(userId: string): Promise<boolean> {
  const [row] = await asDispatcher(
    (tx) => tx.$queryRaw<{ isRequired: boolean }[]>`
      select exists (
        select from "organization_sign_in" o
        join "workspace" w on w."organizationId" = o."organizationId"
        join "member" m on m."workspaceId" = w."id" and m."removedAt" is null
        where o."isSecondFactorRequired" and m."userId" = ${userId}::uuid) as "isRequired"`,
  );
  return row?.isRequired ?? false;
}
