import { expect, test } from 'vitest';
import { changePassword } from '#lib/users/passwords/change-password.ts';
import { checkSession } from '#lib/users/sessions/check-session.ts';
import { deleteExpired } from '#lib/users/sessions/delete-expired.ts';
import { listSessions } from '#lib/users/sessions/list-sessions.ts';
import { openSession } from '#lib/users/sessions/open-session.ts';
import { revokeOtherSessions, revokeSession } from '#lib/users/sessions/revoke-session.ts';
import { signIn } from '#lib/users/sign-in.ts';
import type { SignedIn } from '#lib/users/types.ts';
import { callerForSession } from '#lib/workspaces/members/caller-for-session.ts';
import { changeRole } from '#lib/items/members/change-role.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { aPerson, aSignedInMember, aVisitor, PASSWORD } from '#tests/support/users.ts';

const DAY_MS = 24 * 3_600_000;

async function signedInAs(sessionId: string): Promise<SignedIn> {
  const signedIn = await checkSession(sessionId);
  if (!signedIn) throw new Error('she is not signed in');
  return signedIn;
}

test('a session opens the workspaces of its user, by id and by slug, and no other', async () => {
  const { workspaceId, slug } = await aWorkspace();
  const other = await aWorkspace();
  const { sessionId, caller } = await aSignedInMember({ workspaceId, role: 'lead' });
  expect(await callerForSession(sessionId, workspaceId)).toEqual(caller);
  expect(await callerForSession(sessionId, slug)).toEqual(caller);
  expect(await callerForSession(sessionId, other.workspaceId)).toBeNull();
  expect(await callerForSession(sessionId, other.slug)).toBeNull();
  expect(await callerForSession(sessionId, 'no-such-workspace')).toBeNull();
  expect(await callerForSession('not a session', slug)).toBeNull();
});

test('a revoked session stops working at once', async () => {
  const { workspaceId } = await aWorkspace();
  const { sessionId, caller } = await aSignedInMember({ workspaceId });
  await revokeSession(caller, { sessionId });
  expect(await checkSession(sessionId)).toBeNull();
  expect(await callerForSession(sessionId, workspaceId)).toBeNull();
});

test('a session expires after thirty days', async () => {
  const { workspaceId } = await aWorkspace();
  const { caller } = await aSignedInMember({ workspaceId });
  const { sessionId } = await openSession(caller, aVisitor(), new Date(Date.now() - 30 * DAY_MS - 1_000));
  expect(await checkSession(sessionId)).toBeNull();
  expect(await callerForSession(sessionId, workspaceId)).toBeNull();
});

test('nobody can end the session of somebody else', async () => {
  const { workspaceId } = await aWorkspace();
  const { sessionId } = await aSignedInMember({ workspaceId });
  const stranger = await aPerson();
  await expect(revokeSession({ userId: stranger.id }, { sessionId })).rejects.toMatchObject({ code: 'not_found' });
  expect(await checkSession(sessionId)).not.toBeNull();
});

test('the list of sessions shows the current one first and leaves out ended ones', async () => {
  const person = await aPerson();
  const [here, phone, old] = await Promise.all(
    [1, 2, 3].map(() => signIn({ email: person.email, password: PASSWORD }, aVisitor())),
  );
  if (!here || !phone || !old) throw new Error('three sessions were opened');
  await revokeSession({ userId: person.id }, old);
  const listed = await listSessions(await signedInAs(here.sessionId));
  expect(listed.map(({ id, isCurrent }) => ({ id, isCurrent }))).toEqual([
    { id: here.sessionId, isCurrent: true },
    { id: phone.sessionId, isCurrent: false },
  ]);
});

test('the last use of a session is written once a minute, not at every request', async () => {
  const { workspaceId } = await aWorkspace();
  const { sessionId } = await aSignedInMember({ workspaceId });
  const seenAt = async () => (await listSessions(await signedInAs(sessionId)))[0]?.lastSeenAt;
  const first = await seenAt();
  await checkSession(sessionId, new Date(Date.now() + 30_000));
  expect(await seenAt()).toBe(first);
  const later = new Date(Date.now() + 61_000);
  await checkSession(sessionId, later);
  expect(await seenAt()).toBe(later.toISOString());
});

test('changing the password ends all other sessions', async () => {
  const person = await aPerson();
  const here = await signIn({ email: person.email, password: PASSWORD }, aVisitor());
  const elsewhere = await signIn({ email: person.email, password: PASSWORD }, aVisitor());
  const signedIn = await signedInAs(here.sessionId);
  const wrong = changePassword(signedIn, { currentPassword: 'not this one', newPassword: 'quatre chiens bleus' });
  await expect(wrong).rejects.toMatchObject({ code: 'wrong_credentials' });
  const changed = await changePassword(signedIn, { currentPassword: PASSWORD, newPassword: 'quatre chiens bleus' });
  expect(changed).toEqual({ revoked: 1 });
  expect(await checkSession(elsewhere.sessionId)).toBeNull();
  expect(await checkSession(here.sessionId)).not.toBeNull();
  await expect(signIn({ email: person.email, password: PASSWORD }, aVisitor())).rejects.toMatchObject({
    code: 'wrong_credentials',
  });
  await expect(signIn({ email: person.email, password: 'quatre chiens bleus' }, aVisitor())).resolves.toMatchObject({
    userId: person.id,
  });
});

test('all other sessions are ended at once', async () => {
  const person = await aPerson();
  const sessions = [];
  for (let n = 0; n < 3; n += 1) sessions.push(await signIn({ email: person.email, password: PASSWORD }, aVisitor()));
  const [kept, ...others] = sessions;
  if (!kept) throw new Error('a session was opened');
  await expect(revokeOtherSessions({ userId: person.id }, { keepSessionId: kept.sessionId })).resolves.toEqual({
    revoked: 2,
  });
  for (const { sessionId } of others) expect(await checkSession(sessionId)).toBeNull();
  expect(await checkSession(kept.sessionId)).not.toBeNull();
});

test('a changed role or a removed membership takes effect with the next request', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const { sessionId, caller } = await aSignedInMember({ workspaceId, role: 'manager' });
  await changeRole(admin, { memberId: caller.memberId, role: 'client' });
  expect(await callerForSession(sessionId, workspaceId)).toMatchObject({ role: 'client' });
  await removeMember(admin, { memberId: caller.memberId });
  expect(await callerForSession(sessionId, workspaceId)).toBeNull();
});

test('sessions that ended a month ago are deleted, sessions in use are not', async () => {
  const person = await aPerson();
  const { sessionId } = await openSession({ userId: person.id }, aVisitor());
  const gone = await openSession({ userId: person.id }, aVisitor(), new Date(Date.now() - 61 * DAY_MS));
  const { sessions } = await deleteExpired();
  expect(sessions).toBe(1);
  expect(await checkSession(sessionId)).not.toBeNull();
  await expect(revokeSession({ userId: person.id }, gone)).rejects.toMatchObject({ code: 'not_found' });
  await expect(deleteExpired()).resolves.toMatchObject({ sessions: 0 });
});
