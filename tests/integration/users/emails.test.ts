import { afterAll, expect, test } from 'vitest';
import { checkSession } from '#lib/users/sessions/check-session.ts';
import { requestPasswordReset } from '#lib/users/passwords/request-password-reset.ts';
import { resetPassword } from '#lib/users/passwords/reset-password.ts';
import { signIn } from '#lib/users/sign-in.ts';
import { sendVerification, verifyEmail } from '#lib/users/verify-email.ts';
import { readInvitation } from '#lib/workspaces/invitations/read-invitation.ts';
import { sendInvitation } from '#lib/workspaces/invitations/send-invitation.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { startMailServer } from '#tests/support/mail-server.ts';
import { aPerson, aVisitor, PASSWORD } from '#tests/support/users.ts';

const mail = await startMailServer();
process.env.SMTP_URL = mail.url;
process.env.PUBLIC_URL = 'https://inbox.example.test';
afterAll(mail.stop);

async function tokenFromLetter(path: string): Promise<{ to: string; body: string; token: string }> {
  const letter = await mail.nextEmail();
  const token = new RegExp(`https://inbox\\.example\\.test/${path}/(\\S+)`).exec(letter.body)?.[1];
  if (!token) throw new Error(`no link in ${letter.body}`);
  return { ...letter, token };
}

test('a password is reset once through an email, and every session ends', async () => {
  const person = await aPerson();
  const session = await signIn({ email: person.email, password: PASSWORD }, aVisitor());
  await requestPasswordReset({ email: person.email.toUpperCase(), language: 'fr' }, aVisitor());
  const { to, body, token } = await tokenFromLetter('reset-password');
  expect(to).toBe(person.email);
  expect(body).toContain('Bonjour Inès Morel');

  const weak = resetPassword({ token, password: 'azertyuiop' });
  await expect(weak).rejects.toMatchObject({ code: 'weak_password' });
  const attempts = [1, 2, 3].map(() => resetPassword({ token, password: 'quatre chiens bleus' }));
  const results = await Promise.allSettled(attempts);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await checkSession(session.sessionId)).toBeNull();
  const again = await signIn({ email: person.email, password: 'quatre chiens bleus' }, aVisitor());
  expect(await checkSession(again.sessionId)).toMatchObject({ isEmailVerified: true });
});

test('a reset link works for an hour, and only the latest one', async () => {
  const person = await aPerson();
  const hourAgo = new Date(Date.now() + 61 * 60_000);
  await requestPasswordReset({ email: person.email, language: 'en' }, aVisitor());
  const first = await tokenFromLetter('reset-password');
  await requestPasswordReset({ email: person.email, language: 'en' }, aVisitor());
  const second = await tokenFromLetter('reset-password');
  const password = 'quatre chiens bleus';
  await expect(resetPassword({ token: first.token, password })).rejects.toMatchObject({ code: 'token_expired' });
  await expect(resetPassword({ token: second.token, password }, hourAgo)).rejects.toMatchObject({
    code: 'token_expired',
  });
  await expect(resetPassword({ token: 'nonsense', password })).rejects.toMatchObject({ code: 'token_expired' });
});

test('asking to reset the password of an unknown address gets the same answer, and asking too often is refused', async () => {
  const email = 'nobody@example.test';
  const ask = () => requestPasswordReset({ email, language: 'en' }, aVisitor());
  for (let n = 0; n < 5; n += 1) await expect(ask()).resolves.toBeUndefined();
  await expect(ask()).rejects.toMatchObject({ code: 'throttled' });
});

test('an email address is confirmed once through the email sent to it', async () => {
  const person = await aPerson();
  const { sessionId } = await signIn({ email: person.email, password: PASSWORD }, aVisitor());
  await sendVerification({ userId: person.id, email: person.email, name: person.name }, { language: 'en' });
  const { body, token } = await tokenFromLetter('verify-email');
  expect(body).toContain('Hello Inès Morel');
  expect(await checkSession(sessionId)).toMatchObject({ isEmailVerified: false });
  await expect(resetPassword({ token, password: 'quatre chiens bleus' })).rejects.toMatchObject({
    code: 'token_expired',
  });
  await verifyEmail({ token });
  expect(await checkSession(sessionId)).toMatchObject({ isEmailVerified: true });
  await expect(verifyEmail({ token })).rejects.toMatchObject({ code: 'token_expired' });
});

test('an invitation is sent by email, and the admin does not see its link', async () => {
  const { admin } = await aWorkspace({ name: 'Maison Aubry' });
  const sent = await sendInvitation(admin, { email: 'guest@example.test', role: 'client', language: 'fr' });
  expect(sent).toEqual({ email: 'guest@example.test', by: 'mail' });
  const { to, body, token } = await tokenFromLetter('invitation');
  expect(to).toBe('guest@example.test');
  expect(body).toContain('vous invite à rejoindre Maison Aubry');
  expect(await readInvitation(token)).toMatchObject({ email: 'guest@example.test', role: 'client' });
});
