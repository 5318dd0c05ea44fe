import { z } from 'zod';
import { revokePasswordSessions } from '#lib/users/sessions/revoke-session.ts';
import { isLinked } from '#lib/users/single-sign-on/find-person.ts';
import { isDomainAllowed, type SignInRules } from '#lib/users/single-sign-on/sign-in-rules.ts';
import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { asDispatcher, asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';
import { refuseUnlessAdminEverywhere } from '../people/is-admin-everywhere.ts';
import { recordAudit } from '../record-audit.ts';
import { EMAIL_DOMAINS_LIMIT, emailDomain, type SignInRulesView } from '../types.ts';
import { getSignInRules } from './get-sign-in-rules.ts';

/**
 * Says for the whole organization who may sign in at the provider, and whether members have to. Nobody can require what
 * would keep herself out: she has signed in there, and her own address is of a domain that stays allowed. Members whom
 * a password signed in are signed out then.
 * @throws Refusal `not_allowed`, `invalid`; `not_everywhere` to an admin of some workspaces only; `single_sign_on_unused`
 */
export const editSignInRules = defineAct(
  'workspace.manage',
  async (caller, { emailDomains, isSingleSignOnRequired }: SignInRules): Promise<SignInRulesView> => {
    const domains = z.array(emailDomain).max(EMAIL_DOMAINS_LIMIT).safeParse(emailDomains);
    if (!domains.success) throw new Refusal('invalid', { field: 'emailDomains' });
    await refuseUnlessAdminEverywhere(caller);
    const rules = { emailDomains: [...new Set(domains.data)].sort(), isSingleSignOnRequired };
    const isProved = !isSingleSignOnRequired || (await isLinked(caller));
    await asMember(caller, async (tx) => {
      const { organizationId, email } = await readOwn(tx, caller);
      if (isSingleSignOnRequired && !(isProved && isDomainAllowed([rules], email))) {
        throw new Refusal('single_sign_on_unused');
      }
      await tx.organizationSignIn.upsert({
        where: { organizationId },
        create: { organizationId, ...rules },
        update: rules,
        select: { organizationId: true },
      });
      await recordAudit(tx, caller, {
        act: 'sign_in_rules_changed',
        subject: rules.emailDomains.join(', '),
        details: { isSingleSignOnRequired },
      });
    });
    if (isSingleSignOnRequired) await revokePasswordSessions({ userIds: await readMembers(caller) });
    return await getSignInRules(caller);
  },
);

async function readOwn(tx: Tx, { workspaceId, userId }: Caller): Promise<{ organizationId: string; email: string }> {
  const workspace = await tx.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { organizationId: true },
  });
  const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
  return { ...workspace, ...user };
}

/** Everybody who has a place in one of the organization's workspaces. */
async function readMembers({ workspaceId }: Caller): Promise<string[]> {
  const rows = await asDispatcher(
    (tx) => tx.$queryRaw<{ userId: string }[]>`
      select distinct m."userId" from "member" m join "workspace" w on w."id" = m."workspaceId"
      where m."removedAt" is null
        and w."organizationId" = (select "organizationId" from "workspace" where "id" = ${workspaceId}::uuid)`,
  );
  return rows.map(({ userId }) => userId);
}
