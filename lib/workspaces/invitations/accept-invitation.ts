import { inUserTables } from '#lib/db/user-tables.ts';
import { insertUser, prepareUser } from '#lib/users/create-user.ts';
import type { Identity } from '#lib/users/single-sign-on/ask-provider.ts';
import { findOrCreatePerson } from '#lib/users/single-sign-on/find-person.ts';
import { isDomainAllowed } from '#lib/users/single-sign-on/sign-in-rules.ts';
import type { Language } from '#lib/interface-languages.ts';
import type { Tx } from '#lib/db/tx.ts';
import { enterWorkspace } from '#lib/db/enter-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { addMember } from '../members/add-member.ts';
import { readInvitation } from './read-invitation.ts';
import { recordAudit } from '../record-audit.ts';
import { readRulesHere } from '../single-sign-on/read-rules-here.ts';
import { readWorkspaceToken } from '../tokens.ts';

export type AcceptedInvitation = { userId: string; workspaceId: string; memberId: string; slug: string };

/** Who accepts: a new user with a password, a signed-in user, or one whom the provider has authenticated. */
export type Guest =
  | { kind: 'new'; name: string; password: string; language: Language | null; isEmailVerified: boolean }
  | { kind: 'known'; userId: string; email: string; isSingleSignOn: boolean }
  | { kind: 'vouched'; identity: Identity };

/**
 * Makes the invited person a member. A token works once, also in concurrent requests.
 * @throws Refusal `token_expired` for a used, revoked, expired or unknown token; `not_allowed` when the signed-in user is
 *   not the invited one; `single_sign_on_required`, `single_sign_on_not_allowed`; `already_exists`, `invalid`,
 *   `weak_password`
 */
export async function acceptInvitation(
  { token, guest }: { token: string; guest: Guest },
  now = new Date(),
): Promise<AcceptedInvitation> {
  const known = readWorkspaceToken(token);
  const invitation = await readInvitation(token, now);
  if (!known || !invitation) throw new Refusal('token_expired');
  const email =
    guest.kind === 'known' ? guest.email : guest.kind === 'vouched' ? guest.identity.email : invitation.email;
  if (email !== invitation.email) throw new Refusal('not_allowed', { email: invitation.email });
  if (guest.kind === 'new' && invitation.isSingleSignOnRequired) throw new Refusal('single_sign_on_required');
  const newUser = guest.kind === 'new' ? await prepareUser({ ...guest, email: invitation.email }) : null;

  return await inUserTables(async (tx) => {
    const userId = await userOf(tx, guest, newUser);
    await enterWorkspace(tx, known.workspaceId);
    await requireFitSignIn(tx, guest);
    const [taken] = await tx.invitation.updateManyAndReturn({
      where: { tokenHash: known.hash, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
      data: { acceptedAt: now },
      select: { role: true, email: true, seesAllChannels: true, id: true },
    });
    if (!taken) throw new Refusal('token_expired');
    // Those that were disconnected and deleted meanwhile are gone from the list: what remains is the choice.
    const channels = await tx.invitationChannel.findMany({
      where: { workspaceId: known.workspaceId, invitationId: taken.id },
      select: { channelId: true },
    });
    const channelIds = taken.seesAllChannels ? null : channels.map(({ channelId }) => channelId);
    const { memberId } = await addMember(tx, { workspaceId: known.workspaceId, userId, role: taken.role, channelIds });
    const { slug } = await tx.workspace.findUniqueOrThrow({ where: { id: known.workspaceId }, select: { slug: true } });
    await recordAudit(
      tx,
      { workspaceId: known.workspaceId, memberId },
      { act: 'invitation_accepted', subject: taken.email, details: { role: taken.role } },
    );
    return { userId, workspaceId: known.workspaceId, memberId, slug };
  });
}

type PreparedUser = Awaited<ReturnType<typeof prepareUser>>;

async function userOf(tx: Tx, guest: Guest, newUser: PreparedUser | null): Promise<string> {
  if (guest.kind === 'known') return guest.userId;
  if (guest.kind === 'vouched') return await findOrCreatePerson(tx, guest.identity);
  if (!newUser) throw new Error('a new guest was not prepared');
  return (await insertUser(tx, newUser)).id;
}

/** @throws Refusal `single_sign_on_required`, `single_sign_on_not_allowed` */
async function requireFitSignIn(tx: Tx, guest: Guest): Promise<void> {
  const rules = await readRulesHere(tx);
  if (guest.kind === 'vouched') {
    if (!isDomainAllowed([rules], guest.identity.email)) throw new Refusal('single_sign_on_not_allowed');
  } else if (rules.isSingleSignOnRequired && !(guest.kind === 'known' && guest.isSingleSignOn)) {
    throw new Refusal('single_sign_on_required');
  }
}
