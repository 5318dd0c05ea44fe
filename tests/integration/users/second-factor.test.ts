import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { setUpAccount } from './second-factor-account.ts';
import { callerForSession } from '#lib/workspaces/members/caller-for-session.ts';
import { checkSession } from '#lib/users/sessions/check-session.ts';
import { finishWithCode, SecondStepNeeded } from '#lib/users/second-factor/second-step.ts';
import { lacksSecondFactor } from '#lib/users/second-factor/lacks-second-factor.ts';
import { removeTotp, replaceRecoveryCodes, resetSecondFactor } from '#lib/users/second-factor/remove-factors.ts';
import { createWorkspace } from '#lib/clients/create-workspace.ts';
import { editSignInRules } from '#lib/workspaces/single-sign-on/edit-sign-in-rules.ts';
import { getSignInRules } from '#lib/workspaces/single-sign-on/get-sign-in-rules.ts';
import { getSecondFactorRule, requireSecondFactor } from '#lib/workspaces/people/require-second-factor.ts';
import { beginTotp, confirmTotp } from '#lib/users/second-factor/set-up-totp.ts';
import { openSession } from '#lib/users/sessions/open-session.ts';
import { changePassword } from '#lib/users/passwords/change-password.ts';
import { resetPassword } from '#lib/users/passwords/reset-password.ts';
import { createEmailToken } from '#lib/users/email-token.ts';
import { verifyEmail } from '#lib/users/verify-email.ts';
import { signIn } from '#lib/users/sign-in.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { aPerson, aSignedInMember, aVisitor, PASSWORD } from '#tests/support/users.ts';

const codeAt = (secret: string, at: Date) =>
  new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({ timestamp: at.getTime() });

const later = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000);

/** What the browser keeps after the right password. */
async function typePassword(email: string): Promise<string> {
  const needed = await signIn({ email, password: PASSWORD }, aVisitor()).catch((error: unknown) => error);
  if (needed instanceof SecondStepNeeded) return needed.step;
  throw new Error('no second step was asked for');
}

test('a password alone opens no session once an app is set up, and a code of the app completes the sign-in', async () => {
  const { person, secret, now } = await setUpAccount();
  const step = await typePassword(person.email);
  const at = later(now, 60);
  const done = await finishWithCode({ step, code: codeAt(secret, at) }, aVisitor(), at);
  expect(done).toMatchObject({ userId: person.id, secondFactor: 'totp' });
  await expect(checkSession(done.sessionId)).resolves.toMatchObject({ email: person.email });
});

test('a code works once, also when it comes twice at once, and no older code works after it', async () => {
  const { person, secret, now } = await setUpAccount();
  const at = later(now, 90);
  const code = codeAt(secret, at);
  const step = await typePassword(person.email);
  const tries = await Promise.allSettled(
    Array.from({ length: 5 }, () => finishWithCode({ step, code }, aVisitor(), at)),
  );
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(finishWithCode({ step, code }, aVisitor(), at)).rejects.toMatchObject({ code: 'wrong_code' });
  const older = finishWithCode({ step, code: codeAt(secret, later(at, -30)) }, aVisitor(), at);
  await expect(older).rejects.toMatchObject({ code: 'wrong_code' });
});

test('the code that switched the app on does not sign in', async () => {
  const { person, secret, now } = await setUpAccount();
  const again = finishWithCode({ step: await typePassword(person.email), code: codeAt(secret, now) }, aVisitor(), now);
  await expect(again).rejects.toMatchObject({ code: 'wrong_code' });
});

test('guessing ends after ten wrong codes, from however many addresses, and the right code waits too', async () => {
  const { person, secret, now } = await setUpAccount();
  const step = await typePassword(person.email);
  const at = later(now, 120);
  const tries = await Promise.all(
    Array.from({ length: 30 }, (_, n) =>
      finishWithCode({ step, code: String(n).padStart(6, '0') }, aVisitor(), at).catch(
        (error: { code: string }) => error.code,
      ),
    ),
  );
  expect(tries.filter((code) => code === 'wrong_code').length).toBeLessThanOrEqual(10);
  expect(tries.filter((code) => code === 'throttled').length).toBeGreaterThanOrEqual(20);
  const right = (when: Date) => finishWithCode({ step: stepNow, code: codeAt(secret, when) }, aVisitor(), when);
  let stepNow = step;
  await expect(right(at)).rejects.toMatchObject({ code: 'throttled' });
  stepNow = await typePassword(person.email);
  await expect(right(later(now, 9 * 60))).rejects.toMatchObject({ code: 'throttled' });
});

test('attempts that are refused use up nothing of the day: the right code works when the wait is over', async () => {
  const { person, secret, now } = await setUpAccount();
  const step = await typePassword(person.email);
  for (let n = 0; n < 70; n += 1) {
    await finishWithCode({ step, code: String(n).padStart(6, '0') }, aVisitor(), later(now, 60)).catch(() => {});
  }
  const after = later(now, 17 * 60);
  const again = await signIn({ email: person.email, password: PASSWORD }, aVisitor(), after).catch(
    (error: unknown) => error,
  );
  if (!(again instanceof SecondStepNeeded)) throw new Error('no second step was asked for');
  const opened = finishWithCode({ step: again.step, code: codeAt(secret, after) }, aVisitor(), after);
  await expect(opened).resolves.toMatchObject({ userId: person.id });
});

test('a second step that took too long, or that somebody made up, asks for the password again', async () => {
  const { person, secret, now } = await setUpAccount();
  const step = await typePassword(person.email);
  for (const given of [null, '', 'x.y', `${step}x`]) {
    const made = finishWithCode({ step: given, code: codeAt(secret, now) }, aVisitor(), now);
    await expect(made, String(given)).rejects.toMatchObject({ code: 'token_expired' });
  }
  const late = later(new Date(), 11 * 60);
  await expect(finishWithCode({ step, code: codeAt(secret, late) }, aVisitor(), late)).rejects.toMatchObject({
    code: 'token_expired',
  });
});

test('a recovery code signs in once, in whatever case it is typed, and is not stored', async () => {
  const { person, recoveryCodes } = await setUpAccount();
  const [first = '', second = ''] = recoveryCodes;
  const step = await typePassword(person.email);
  const typed = first.toUpperCase().replaceAll('-', ' ');
  await expect(finishWithCode({ step, code: typed }, aVisitor())).resolves.toMatchObject({
    secondFactor: 'recovery_code',
  });
  await expect(finishWithCode({ step, code: first }, aVisitor())).rejects.toMatchObject({ code: 'wrong_code' });
  const twice = await Promise.allSettled([1, 2].map(() => finishWithCode({ step, code: second }, aVisitor())));
  expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const stored = await database().prisma.userRecoveryCode.findMany({ where: { userId: person.id } });
  expect(stored).toHaveLength(10);
  for (const code of recoveryCodes) expect(JSON.stringify(stored)).not.toContain(code);
});

test('a code of another user opens nothing', async () => {
  const [mine, theirs] = [await setUpAccount(), await setUpAccount()];
  const step = await typePassword(mine.person.email);
  const at = later(mine.now, 60);
  for (const code of [codeAt(theirs.secret, at), theirs.recoveryCodes[0] ?? '']) {
    await expect(finishWithCode({ step, code }, aVisitor(), at)).rejects.toMatchObject({ code: 'wrong_code' });
  }
});

test('the secret of an app is not readable in the database, and not usable in another row', async () => {
  const { person, secret } = await setUpAccount();
  const row = await database().prisma.userTotp.findUniqueOrThrow({ where: { userId: person.id } });
  expect(Buffer.from(row.sealed).toString('latin1')).not.toContain(secret);
  const other = await setUpAccount();
  await database().prisma.userTotp.update({
    where: { userId: other.person.id },
    data: { sealed: row.sealed, keyId: row.keyId },
  });
  const step = await typePassword(other.person.email);
  await expect(finishWithCode({ step, code: codeAt(secret, new Date()) }, aVisitor())).rejects.toThrow(
    /authenticate|decrypt/i,
  );
});

test('setting up an app ends the sessions that only a password opened, and keeps this one', async () => {
  const person = await aPerson();
  const opened = await signIn({ email: person.email, password: PASSWORD }, aVisitor());
  const elsewhere = await signIn({ email: person.email, password: PASSWORD }, aVisitor());
  const here = await checkSession(opened.sessionId);
  if (!here) throw new Error('the session is not open');
  const { secret } = await beginTotp(here, { password: PASSWORD });
  const now = new Date();
  await expect(confirmTotp(here, { code: '000000', now })).rejects.toMatchObject({ code: 'wrong_code' });
  const { recoveryCodes } = await confirmTotp(here, { code: codeAt(secret, now), now });
  expect(new Set(recoveryCodes).size).toBe(10);
  await expect(checkSession(opened.sessionId)).resolves.not.toBeNull();
  await expect(checkSession(elsewhere.sessionId)).resolves.toBeNull();
});

test('a new password from a link does not get around the second factor', async () => {
  const { person } = await setUpAccount();
  await verifyEmail({ token: await createEmailToken({ userId: person.id, purpose: 'verify_email' }) });
  const token = await createEmailToken({ userId: person.id, purpose: 'reset_password' });
  await resetPassword({ token, password: 'quatre chiens bleus' });
  const again = signIn({ email: person.email, password: 'quatre chiens bleus' }, aVisitor());
  await expect(again).rejects.toBeInstanceOf(SecondStepNeeded);
});

test('a link that is the first to verify the address deletes the factors that somebody else may have put there', async () => {
  const { person, recoveryCodes } = await setUpAccount();
  const step = await typePassword(person.email);
  const token = await createEmailToken({ userId: person.id, purpose: 'reset_password' });
  await resetPassword({ token, password: 'quatre chiens bleus' });
  await expect(signIn({ email: person.email, password: 'quatre chiens bleus' }, aVisitor())).resolves.toMatchObject({
    userId: person.id,
  });
  const planted = finishWithCode({ step, code: recoveryCodes[0] ?? '' }, aVisitor());
  await expect(planted).rejects.toMatchObject({ code: 'wrong_code' });
});

test('a sign-in that began with the old password ends with it', async () => {
  const { person, secret, signedIn, now } = await setUpAccount();
  const step = await typePassword(person.email);
  await changePassword(signedIn, { currentPassword: PASSWORD, newPassword: 'quatre chiens bleus' });
  const at = later(now, 60);
  const old = finishWithCode({ step, code: codeAt(secret, at) }, aVisitor(), at);
  await expect(old).rejects.toMatchObject({ code: 'wrong_credentials' });
});

test('removing a factor and replacing the codes ask for the password', async () => {
  const { signedIn, recoveryCodes } = await setUpAccount();
  await expect(removeTotp(signedIn, { password: 'not it' })).rejects.toMatchObject({ code: 'wrong_credentials' });
  await expect(replaceRecoveryCodes(signedIn, { password: '' })).rejects.toMatchObject({ code: 'wrong_credentials' });
  const { recoveryCodes: replaced } = await replaceRecoveryCodes(signedIn, { password: PASSWORD });
  expect(replaced.filter((code) => recoveryCodes.includes(code))).toEqual([]);
  await removeTotp(signedIn, { password: PASSWORD });
  await expect(signIn({ email: signedIn.email, password: PASSWORD }, aVisitor())).resolves.toMatchObject({
    email: signedIn.email,
  });
});

test('where an organization requires a second factor, a session without one opens nothing of it until there is one', async () => {
  const { workspaceId, slug } = await aWorkspace();
  const admin = await setUpAccount({ workspaceId, role: 'admin' });
  const member = await aSignedInMember({ workspaceId });
  const stranger = await aSignedInMember({ workspaceId: (await aWorkspace()).workspaceId });
  const bySingleSignOn = await openSession({ userId: member.id, isSingleSignOn: true }, aVisitor());
  await expect(requireSecondFactor(member.caller, { isRequired: true })).rejects.toMatchObject({ code: 'not_allowed' });
  await requireSecondFactor(admin.caller, { isRequired: true });

  await expect(callerForSession(member.sessionId, slug)).resolves.toBeNull();
  await expect(lacksSecondFactor(member.sessionId)).resolves.toBe(true);
  // The provider counts only for an organization that lets it vouch for the address.
  await expect(callerForSession(bySingleSignOn.sessionId, slug)).resolves.toBeNull();
  await expect(lacksSecondFactor(bySingleSignOn.sessionId)).resolves.toBe(true);
  const { organizationId } = await database().prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  await database().prisma.organizationSignIn.update({
    where: { organizationId },
    data: { emailDomains: ['example.test'] },
  });
  await expect(callerForSession(bySingleSignOn.sessionId, slug)).resolves.toMatchObject(member.caller);
  await expect(lacksSecondFactor(bySingleSignOn.sessionId)).resolves.toBe(false);
  await expect(callerForSession(admin.sessionId, slug)).resolves.toMatchObject(admin.caller);
  await expect(callerForSession(stranger.sessionId, stranger.caller.workspaceId)).resolves.toMatchObject(
    stranger.caller,
  );

  const signedIn = await checkSession(member.sessionId);
  if (!signedIn) throw new Error('the session is not open');
  const { secret } = await beginTotp(signedIn, { password: PASSWORD });
  const now = new Date();
  await confirmTotp(signedIn, { code: codeAt(secret, now), now });
  await expect(callerForSession(member.sessionId, slug)).resolves.toMatchObject(member.caller);
  await expect(removeTotp(signedIn, { password: PASSWORD })).rejects.toMatchObject({ code: 'second_factor_required' });
});

test('what holds for a whole organization is not for the admin of one of its workspaces to change', async () => {
  const { workspaceId } = await aWorkspace();
  const owner = await setUpAccount({ workspaceId, role: 'admin' });
  const guest = await setUpAccount({ workspaceId, role: 'admin' });
  await createWorkspace(owner.caller, { name: 'Maison Aubry', slug: `aubry-${workspaceId.slice(0, 8)}` });
  await requireSecondFactor(owner.caller, { isRequired: true });

  const refused = { code: 'not_everywhere' };
  await expect(requireSecondFactor(guest.caller, { isRequired: false })).rejects.toMatchObject(refused);
  const opened = { emailDomains: ['elsewhere.test'], isSingleSignOnRequired: false };
  await expect(editSignInRules(guest.caller, opened)).rejects.toMatchObject(refused);
  expect(await getSecondFactorRule(guest.caller)).toMatchObject({ isRequired: true, mayChange: false });
  expect(await getSignInRules(guest.caller)).toMatchObject({ emailDomains: [], mayChange: false });
  expect(await getSecondFactorRule(owner.caller)).toMatchObject({ isRequired: true, mayChange: true });
});

test('nobody requires a second factor who has none', async () => {
  const { workspaceId } = await aWorkspace();
  const { caller } = await aSignedInMember({ workspaceId, role: 'admin' });
  await expect(requireSecondFactor(caller, { isRequired: true })).rejects.toMatchObject({
    code: 'second_factor_unused',
  });
});

test('an operator takes a lost second factor away, with all sessions', async () => {
  const { person, sessionId } = await setUpAccount();
  await expect(resetSecondFactor({ email: person.email })).resolves.toMatchObject({ removed: 1, sessionsEnded: 1 });
  await expect(checkSession(sessionId)).resolves.toBeNull();
  await expect(signIn({ email: person.email, password: PASSWORD }, aVisitor())).resolves.toMatchObject({
    userId: person.id,
  });
  await expect(resetSecondFactor({ email: `${randomUUID()}@example.test` })).rejects.toMatchObject({
    code: 'not_found',
  });
});
