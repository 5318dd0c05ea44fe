import { findUserByEmail } from '#lib/users/find-user.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { type IssuedKey, issueApiKey } from '../api-keys/issue-api-key.ts';
import { recordAudit } from '../record-audit.ts';
import { findWorkspace } from './find-workspace.ts';

/**
 * Creates an API key that acts as a member, with the member's role.
 * @throws Refusal `not_found` for the workspace, the account or the member
 */
export async function createApiKeyFor({
  workspace,
  member: email,
  name,
}: {
  workspace: string;
  member: string;
  name: string;
}): Promise<IssuedKey & { workspaceId: string; memberId: string }> {
  const { id: workspaceId } = await findWorkspace(workspace);
  const user = await findUserByEmail(email);
  if (!user) throw new Refusal('not_found', { email });
  return await inWorkspace(workspaceId, async (tx) => {
    const member = await tx.member.findFirst({ where: { userId: user.id, removedAt: null }, select: { id: true } });
    if (!member) throw new Refusal('not_found', { email });
    const issued = await issueApiKey(tx, { workspaceId, memberId: member.id, name });
    await recordAudit(
      tx,
      { workspaceId, operator: true },
      { act: 'api_key_created', subject: name, details: { prefix: issued.prefix, email: user.email } },
    );
    return { ...issued, workspaceId, memberId: member.id };
  });
}
