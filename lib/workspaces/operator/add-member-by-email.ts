import { findUserByEmail } from '#lib/users/find-user.ts';
import type { Role } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { addMember } from '../members/add-member.ts';
import { recordAudit } from '../record-audit.ts';
import { findWorkspace } from './find-workspace.ts';

/**
 * Makes an existing user a member of a workspace without an invitation.
 * @throws Refusal `not_found` for the workspace or the account; `already_exists`
 */
export async function addMemberByEmail({
  workspace,
  email,
  role,
}: {
  workspace: string;
  email: string;
  role: Role;
}): Promise<{ workspaceId: string; memberId: string; role: Role }> {
  const { id: workspaceId } = await findWorkspace(workspace);
  const user = await findUserByEmail(email);
  if (!user) throw new Refusal('not_found', { email });
  return await inWorkspace(workspaceId, async (tx) => {
    const { memberId } = await addMember(tx, { workspaceId, userId: user.id, role });
    await recordAudit(
      tx,
      { workspaceId, operator: true },
      { act: 'member_added', subject: user.email, details: { role } },
    );
    return { workspaceId, memberId, role };
  });
}
