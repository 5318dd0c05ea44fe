import { inviteMember } from '#lib/workspaces/invitations/invite-member.ts';
import { createEmailToken } from '#lib/users/email-token.ts';
import { database } from '#tests/support/owner-database.ts';

type Given = { workspaceId: string; memberId: string; users: Record<string, string> };

/** The secret parts of the addresses that people get by e-mail. */
export async function seedLinks({ workspaceId, memberId, users }: Given) {
  const caller = { workspaceId, memberId, userId: users['admin'] ?? '', role: 'admin' as const };
  const invitation = await inviteMember(caller, { email: 'lou@example.test', role: 'manager' });
  const known = await inviteMember(caller, { email: 'noe@example.test', role: 'lead' });
  const { prisma } = database();
  const done = { network: 'threads', externalIds: ['1'], requestedAt: new Date(Date.now() - 3_600_000) };
  await prisma.erasureRequest.createMany({
    data: [
      { ...done, code: 'erasure-pending' },
      { ...done, code: 'erasure-done', doneAt: new Date() },
    ],
  });
  return {
    invitation: invitation.token,
    invitationOfNewcomer: known.token,
    reset: await createEmailToken({ userId: users['client'] ?? '', purpose: 'reset_password' }),
    verify: await createEmailToken({ userId: users['client'] ?? '', purpose: 'verify_email' }),
    erasurePending: 'erasure-pending',
    erasureDone: 'erasure-done',
  };
}
