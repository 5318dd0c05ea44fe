import { asDispatcher } from '#lib/db/in-workspace.ts';

/**
 * Whether an organization in which the user has a place requires a second factor.
 * @param isSingleSignOn the user signed in at the provider: leaves out organizations that let it vouch for the address
 */
export async function isSecondFactorRequired(userId: string, { isSingleSignOn = false } = {}): Promise<boolean> {
  const [row] = await asDispatcher(
    (tx) => tx.$queryRaw<{ isRequired: boolean }[]>`
      select exists (
        select from "organization_sign_in" o
        join "workspace" w on w."organizationId" = o."organizationId"
        join "member" m on m."workspaceId" = w."id" and m."removedAt" is null
        join "user" u on u."id" = m."userId"
        where o."isSecondFactorRequired" and m."userId" = ${userId}::uuid
          and not (${isSingleSignOn} and vouches_for(o."emailDomains", u."email"))) as "isRequired"`,
  );
  return row?.isRequired ?? false;
}
