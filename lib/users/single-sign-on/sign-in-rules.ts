import { asDispatcher } from '#lib/db/in-workspace.ts';

/** What an organization says of how its members sign in. */
export type SignInRules = { emailDomains: string[]; isSingleSignOnRequired: boolean };

/** The rules of the organizations in which a person has a place now. */
export async function readRulesOfUser(userId: string): Promise<SignInRules[]> {
  return await asDispatcher(
    (tx) => tx.$queryRaw<SignInRules[]>`
      select o."emailDomains", o."isSingleSignOnRequired" from "organization_sign_in" o
      where exists (
        select from "member" m join "workspace" w on w."id" = m."workspaceId"
        where m."userId" = ${userId}::uuid and m."removedAt" is null and w."organizationId" = o."organizationId")`,
  );
}

/** Whether one of these organizations lets an address of that domain in; subdomains are domains of their own. */
export function isDomainAllowed(rules: readonly SignInRules[], email: string): boolean {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  return rules.some(({ emailDomains }) => emailDomains.includes(domain));
}
