import { expect, test } from 'vitest';
import { checkSession } from '#lib/users/sessions/check-session.ts';
import { findUserByEmail } from '#lib/users/find-user.ts';
import { acceptInvitation } from '#lib/workspaces/invitations/accept-invitation.ts';
import { inviteMember } from '#lib/workspaces/invitations/invite-member.ts';
import { listAudit } from '#lib/workspaces/list-audit.ts';
import { listInvitations } from '#lib/workspaces/invitations/list-invitations.ts';
import { listMembers } from '#lib/workspaces/members/list-members.ts';
import { readInvitation } from '#lib/workspaces/invitations/read-invitation.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { revokeInvitation } from '#lib/workspaces/invitations/revoke-invitation.ts';
import { sendInvitation } from '#lib/workspaces/invitations/send-invitation.ts';
import { aMember, aWorkspace } from '#tests/support/factories.ts';
import { aSignedInMember, PASSWORD } from '#tests/support/users.ts';

const DAY_MS = 24 * 3_600_000;
const guest = { kind: 'new', name: 'Bob Martin', password: PASSWORD, language: 'fr', isEmailVerified: false } as const;
let count = 0;
const anAddress = () => `guest-${(count += 1)}@example.test`;

test('an invited person joins with the role of the invitation, and the audit log records it', async () => {
  const { workspaceId, slug, admin } = await aWorkspace({ name: 'Maison Aubry' });
  const email = anAddress();
  const { token } = await inviteMember(admin, { email, role: 'lead' });
  expect(await readInvitation(token)).toEqual({
    email,
    role: 'lead',
    workspaceName: 'Maison Aubry',
    hasAccount: false,
    providerName: null,
    isSingleSignOnRequired: false,
  });
  const accepted = await acceptInvitation({ token, guest });
  expect(accepted).toMatchObject({ workspaceId, slug });
  const members = await listMembers(admin);
  expect(members.find(({ id }) => id === accepted.memberId)).toMatchObject({ name: 'Bob Martin', email, role: 'lead' });
  expect(await listInvitations(admin)).toEqual([]);
  const { entries } = await listAudit(admin);
  expect(entries.map(({ act, subject }) => `${act} ${subject}`)).toEqual([
    `invitation_accepted ${email}`,
    `member_invited ${email}`,
  ]);
});

test('an invitation works once, also when it is used twice at the same moment', async () => {
  const { admin } = await aWorkspace();
  const { token } = await inviteMember(admin, { email: anAddress(), role: 'manager' });
  const results = await Promise.allSettled([1, 2, 3].map(() => acceptInvitation({ token, guest })));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(acceptInvitation({ token, guest })).rejects.toMatchObject({ code: 'token_expired' });
  expect(await readInvitation(token)).toBeNull();
  expect(await listMembers(admin)).toHaveLength(2);
});

test('an expired invitation admits nobody and creates no user', async () => {
  const { admin } = await aWorkspace();
  const email = anAddress();
  const { token } = await inviteMember(admin, { email, role: 'manager', now: new Date(Date.now() - 8 * DAY_MS) });
  await expect(acceptInvitation({ token, guest })).rejects.toMatchObject({ code: 'token_expired' });
  expect(await findUserByEmail(email)).toBeNull();
  expect(await listInvitations(admin)).toMatchObject([{ email, isExpired: true }]);
});

test('an invitation that was revoked or replaced by a newer one admits nobody', async () => {
  const { admin } = await aWorkspace();
  const email = anAddress();
  const first = await inviteMember(admin, { email, role: 'admin' });
  const second = await inviteMember(admin, { email, role: 'manager' });
  await expect(acceptInvitation({ token: first.token, guest })).rejects.toMatchObject({ code: 'token_expired' });
  await revokeInvitation(admin, { invitationId: second.id });
  await expect(acceptInvitation({ token: second.token, guest })).rejects.toMatchObject({ code: 'token_expired' });
  await expect(revokeInvitation(admin, { invitationId: second.id })).rejects.toMatchObject({ code: 'not_found' });
});

test('the invitations that a member made end with the membership, and those of others stay', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const leaver = await aMember({ workspaceId, role: 'admin' });
  const planted = await inviteMember(leaver, { email: anAddress(), role: 'admin' });
  const kept = await inviteMember(admin, { email: anAddress(), role: 'manager' });
  await removeMember(admin, { memberId: leaver.memberId });
  expect(await readInvitation(planted.token)).toBeNull();
  await expect(acceptInvitation({ token: planted.token, guest })).rejects.toMatchObject({
    code: 'token_expired',
  });
  expect(await readInvitation(kept.token)).not.toBeNull();
});

test('the invitations of another workspace cannot be listed or revoked, and their tokens lead to no other workspace', async () => {
  const { admin } = await aWorkspace();
  const other = await aWorkspace();
  const { id, token } = await inviteMember(admin, { email: anAddress(), role: 'manager' });
  await expect(revokeInvitation(other.admin, { invitationId: id })).rejects.toMatchObject({ code: 'not_found' });
  expect(await listInvitations(other.admin)).toEqual([]);
  const { token: otherToken } = await inviteMember(other.admin, { email: anAddress(), role: 'manager' });
  const mixed = otherToken.slice(0, 23) + token.slice(23);
  expect(await readInvitation(mixed)).toBeNull();
  await expect(acceptInvitation({ token: mixed, guest })).rejects.toMatchObject({ code: 'token_expired' });
});

test.each(['', 'nonsense', 'a'.repeat(66), `${'_'.repeat(22)}_${'a'.repeat(43)}`, '\u0000'])(
  '%j is not an invitation',
  async (token) => {
    await expect(acceptInvitation({ token, guest })).rejects.toMatchObject({ code: 'token_expired' });
  },
);

test('a person with an account joins under it, and only with the invited email address', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const elsewhere = await aWorkspace();
  const person = await aSignedInMember({ workspaceId: elsewhere.workspaceId });
  const stranger = await aSignedInMember({ workspaceId: elsewhere.workspaceId });
  const { token } = await inviteMember(admin, { email: person.email, role: 'client' });
  expect(await readInvitation(token)).toMatchObject({ hasAccount: true });
  const known = async (sessionId: string) => {
    const signedIn = await checkSession(sessionId);
    if (!signedIn) throw new Error('she is not signed in');
    return { kind: 'known', ...signedIn } as const;
  };
  const taken = acceptInvitation({ token, guest: await known(stranger.sessionId) });
  await expect(taken).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(acceptInvitation({ token, guest })).rejects.toMatchObject({ code: 'already_exists' });
  const accepted = await acceptInvitation({ token, guest: await known(person.sessionId) });
  expect(accepted).toMatchObject({ workspaceId, userId: person.id });
});

test('a member cannot be invited again, a person who left can and gets her old membership', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const person = await aSignedInMember({ workspaceId });
  const again = inviteMember(admin, { email: person.email.toUpperCase(), role: 'lead' });
  await expect(again).rejects.toMatchObject({ code: 'already_exists' });
  await removeMember(admin, person.caller);
  const { token } = await inviteMember(admin, { email: person.email, role: 'lead' });
  const back = await acceptInvitation({
    token,
    guest: { kind: 'known', userId: person.id, email: person.email, isSingleSignOn: false },
  });
  expect(back.memberId).toBe(person.caller.memberId);
  expect(await listMembers(admin)).toContainEqual(expect.objectContaining({ id: back.memberId, role: 'lead' }));
});

test('only an admin invites', async () => {
  const { workspaceId } = await aWorkspace();
  for (const role of ['lead', 'manager', 'client'] as const) {
    const member = await aMember({ workspaceId, role });
    await expect(inviteMember(member, { email: anAddress(), role })).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(listInvitations(member)).rejects.toMatchObject({ code: 'not_allowed' });
  }
});

test('without a mail server the admin gets the link to pass on', async () => {
  const { admin } = await aWorkspace();
  const sent = await sendInvitation(admin, { email: anAddress(), role: 'manager', language: 'fr' });
  expect(sent).toMatchObject({ by: 'hand', didMailFail: false });
  if (sent.by === 'hand') expect(await readInvitation(sent.path.replace('/invitation/', ''))).not.toBeNull();
});
