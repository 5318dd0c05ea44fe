import { Secret, TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { beginPasskey } from '#lib/users/passkeys/add-passkey.ts';
import { lacksSecondFactor } from '#lib/users/second-factor/lacks-second-factor.ts';
import { removeTotp } from '#lib/users/second-factor/remove-factors.ts';
import { SecondStepNeeded } from '#lib/users/second-factor/second-step.ts';
import { beginTotp, confirmTotp } from '#lib/users/second-factor/set-up-totp.ts';
import { changePassword } from '#lib/users/passwords/change-password.ts';
import { checkSession } from '#lib/users/sessions/check-session.ts';
import { signIn } from '#lib/users/sign-in.ts';
import type { SignedIn } from '#lib/users/types.ts';
import { callerForSession } from '#lib/workspaces/members/caller-for-session.ts';
import { addMember } from '#lib/workspaces/members/add-member.ts';
import { requireSecondFactor } from '#lib/workspaces/people/require-second-factor.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { aPerson, aVisitor, PASSWORD } from '#tests/support/users.ts';
import { setUpAccount } from './second-factor-account.ts';

async function aSignedInPerson() {
  const person = await aPerson();
  const { sessionId } = await signIn({ email: person.email, password: PASSWORD }, aVisitor());
  const signedIn = await checkSession(sessionId);
  if (!signedIn) throw new Error('the session is not open');
  return { person, signedIn };
}

const codeNow = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate();

async function openSessions({ userId }: Pick<SignedIn, 'userId'>): Promise<(string | null)[]> {
  const rows = await database().prisma.session.findMany({ where: { userId, revokedAt: null } });
  return rows.map(({ secondFactor }) => secondFactor);
}

test('a way to sign in is added only by who knows the password', async () => {
  const { signedIn } = await aSignedInPerson();
  const wrong = { password: 'wrong wrong wrong' };
  await expect(beginTotp(signedIn, wrong)).rejects.toMatchObject({ code: 'wrong_credentials' });
  await expect(beginPasskey({ ...signedIn }, wrong)).rejects.toMatchObject({
    code: expect.stringMatching(/^(wrong_credentials|not_offered)$/),
  });
  await expect(database().prisma.userTotp.count({ where: { userId: signedIn.userId } })).resolves.toBe(0);
});

test('whoever begins in several tabs at once is refused in none, and the code of one of them is accepted', async () => {
  const { signedIn } = await aSignedInPerson();
  // Known to the provider alone: nothing that takes time keeps the tabs apart.
  await database().prisma.user.update({ where: { id: signedIn.userId }, data: { passwordHash: null } });
  const begin = async () => await beginTotp(signedIn, { password: '' });
  let begun: { secret: string }[] = [];
  for (let round = 0; round < 10; round += 1) begun = await Promise.all(Array.from({ length: 6 }, begin));
  const codes = await Promise.allSettled(begun.map(({ secret }) => confirmTotp(signedIn, { code: codeNow(secret) })));
  expect(codes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(begin()).rejects.toMatchObject({ code: 'already_exists' });
});

test('whoever signs in by password while a first factor is set up has no session afterwards', async () => {
  for (let round = 0; round < 6; round += 1) {
    const { person, signedIn } = await aSignedInPerson();
    const { secret } = await beginTotp(signedIn, { password: PASSWORD });
    const others = Array.from({ length: 6 }, () => signIn({ email: person.email, password: PASSWORD }, aVisitor()));
    const [done, ...opened] = await Promise.allSettled([confirmTotp(signedIn, { code: codeNow(secret) }), ...others]);
    expect(done.status).toBe('fulfilled');
    for (const one of opened) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(SecondStepNeeded);
    expect(await openSessions(signedIn)).toEqual(['totp']);
  }
});

test('whoever signs in with the old password while it is replaced has no session afterwards', async () => {
  for (let round = 0; round < 4; round += 1) {
    const { person, signedIn } = await aSignedInPerson();
    const others = Array.from({ length: 8 }, () => signIn({ email: person.email, password: PASSWORD }, aVisitor()));
    const newPassword = 'quatre chiens bleus';
    const [done, ...opened] = await Promise.allSettled([
      changePassword(signedIn, { currentPassword: PASSWORD, newPassword }),
      ...others,
    ]);
    expect(done.status).toBe('fulfilled');
    for (const one of opened) if (one.status === 'rejected') expect(one.reason.code).toBe('wrong_credentials');
    expect(await openSessions(signedIn)).toHaveLength(1);
  }
});

test('a factor that was removed does not count where one is required later', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const { signedIn, caller } = await setUpAccount({ workspaceId });
  await removeTotp(signedIn, { password: PASSWORD });
  await expect(callerForSession(signedIn.sessionId, workspaceId)).resolves.toMatchObject({ memberId: caller.memberId });
  const boss = await setUpAccount();
  const { memberId } = await inWorkspace(workspaceId, (tx) =>
    addMember(tx, { workspaceId, userId: boss.person.id, role: 'admin' }),
  );
  await requireSecondFactor({ ...admin, memberId, userId: boss.person.id }, { isRequired: true });
  await expect(callerForSession(signedIn.sessionId, workspaceId)).resolves.toBeNull();
  await expect(lacksSecondFactor(signedIn.sessionId)).resolves.toBe(true);
});
