import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { readKindsOfFactors } from '#lib/users/second-factor/read-factors.ts';
import { isAdminEverywhere, refuseUnlessAdminEverywhere } from './is-admin-everywhere.ts';
import { recordAudit } from '../record-audit.ts';
import type { SecondFactorRule } from './types.ts';

/** Whether the caller's organization requires a second factor. */
export const getSecondFactorRule = defineAct('workspace.manage', async (caller): Promise<SecondFactorRule> => {
  const rules = await asMember(caller, (tx) =>
    tx.organizationSignIn.findFirst({ select: { isSecondFactorRequired: true } }),
  );
  const { hasTotp, hasPasskey } = await readKindsOfFactors(caller.userId);
  return {
    isRequired: rules?.isSecondFactorRequired ?? false,
    isOwn: hasTotp || hasPasskey,
    mayChange: await isAdminEverywhere(caller),
  };
});

/**
 * Says for the whole organization whether members need a second factor. From then on a session without one opens nothing
 * of it: whoever has none sets one up first. Sessions of single sign-on are the provider's to protect.
 * @throws Refusal `not_allowed`; `not_everywhere` to an admin of some workspaces only; `second_factor_unused` to one who has
 *   none herself
 */
export const requireSecondFactor = defineAct(
  'workspace.manage',
  async (caller, { isRequired }: { isRequired: boolean }): Promise<SecondFactorRule> => {
    await refuseUnlessAdminEverywhere(caller);
    const { hasTotp, hasPasskey } = await readKindsOfFactors(caller.userId);
    const isOwn = hasTotp || hasPasskey;
    if (isRequired && !isOwn) throw new Refusal('second_factor_unused');
    await asMember(caller, async (tx) => {
      const { organizationId } = await tx.workspace.findUniqueOrThrow({
        where: { id: caller.workspaceId },
        select: { organizationId: true },
      });
      await tx.organizationSignIn.upsert({
        where: { organizationId },
        create: { organizationId, emailDomains: [], isSingleSignOnRequired: false, isSecondFactorRequired: isRequired },
        update: { isSecondFactorRequired: isRequired },
        select: { organizationId: true },
      });
      await recordAudit(tx, caller, {
        act: isRequired ? 'second_factor_required' : 'second_factor_optional',
        subject: '',
      });
    });
    return { isRequired, isOwn, mayChange: true };
  },
);
