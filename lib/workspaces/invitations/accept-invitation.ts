import { inUserTables } from '#lib/db/user-tables.ts';
import { insertUser, prepareUser } from '#lib/users/create-user.ts';
import type { Language } from '#lib/language.ts';
import type { Tx } from '#lib/db/tx.ts';
import { enterWorkspace } from '#lib/db/enter-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { addMember } from '../members/add-member.ts';
import { readInvitation } from './read-invitation.ts';
import { recordAudit } from '../record-audit.ts';
import { readWorkspaceToken } from '../tokens.ts';

export type AcceptedInvitation = { userId: string; workspaceId: string; memberId: string; slug: string };

/** Who accepts: a new user, or a signed-in one. */
export type Guest =
  | { kind: 'new'; name: string; password: string; language: Language | null; isEmailVerified: boolean }
  | { kind: 'known'; userId: string; email: string };

/**
 * Makes the invited person a member. A token works once, also in concurrent requests.
 * @throws Refusal `token_expired` for a used, revoked, expired or unknown token; `not_allowed` when the signed-in user is
 *   not the invited one; `already_exists`, `invalid`, `weak_password`
 */
export async function acceptInvitation(
  { token, guest }: { token: string; guest: Guest },
  now = new Date(),
): Promise<AcceptedInvitation> {
  const known = readWorkspaceToken(token);
  const invitation = await readInvitation(token, now);
  if (!known || !invitation) throw new Refusal('token_expired');
  if (guest.kind === 'known' && guest.email !== invitation.email)
    throw new Refusal('not_allowed', { email: invitation.email });
  const newUser = guest.kind === 'new' ? await prepareUser({ ...guest, email: invitation.email }) : null;

  return await inUserTables(async (tx) => {
    const userId = guest.kind === 'known' ? guest.userId : await insertNew(tx, newUser);
    await enterWorkspace(tx, known.workspaceId);
    const [taken] = await tx.invitation.updateManyAndReturn({
      where: { tokenHash: known.hash, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
      data: { acceptedAt: now },
      select: { role: true, email: true },
    });
    if (!taken) throw new Refusal('token_expired');
    const { memberId } = await addMember(tx, { workspaceId: known.workspaceId, userId, role: taken.role });
    const { slug } = await tx.workspace.findUniqueOrThrow({ where: { id: known.workspaceId }, select: { slug: true } });
    await recordAudit(
      tx,
      { workspaceId: known.workspaceId, memberId },
      { act: 'invitation_accepted', subject: taken.email, details: { role: taken.role } },
    );
    return { userId, workspaceId: known.workspaceId, memberId, slug };
  });
}

async function insertNew(tx: Tx, user: Awaited<ReturnType<typeof prepareUser>> | null): Promise<string> {
  if (!user) throw new Error('a new guest was not prepared');
  return (await insertUser(tx, user)).id;
}
