import { inWorkspace } from '#lib/db/in-workspace.ts';
import { recordAudit } from '../record-audit.ts';
import { findWorkspace } from './find-workspace.ts';

/**
 * Lets the members of the workspace's organization sign in by password again: the way back in when the provider is gone.
 * @throws Refusal `not_found`
 */
export async function allowPasswords({ workspace }: { workspace: string }): Promise<{ wasRequired: boolean }> {
  const { id: workspaceId } = await findWorkspace(workspace);
  return await inWorkspace(workspaceId, async (tx) => {
    const { count } = await tx.organizationSignIn.updateMany({
      where: { isSingleSignOnRequired: true },
      data: { isSingleSignOnRequired: false },
    });
    if (count > 0) {
      await recordAudit(
        tx,
        { workspaceId, operator: true },
        { act: 'sign_in_rules_changed', subject: '', details: { isSingleSignOnRequired: false } },
      );
    }
    return { wasRequired: count > 0 };
  });
}
