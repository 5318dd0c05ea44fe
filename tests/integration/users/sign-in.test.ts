import { verify } from '@node-rs/argon2';
import { expect, test, vi } from 'vitest';
import { createUser } from '#lib/users/create-user.ts';
import { createDeviceToken } from '#lib/users/known-device.ts';
import { signIn } from '#lib/users/sign-in.ts';
import { aPerson, aVisitor, PASSWORD } from '#tests/support/users.ts';

// The real library, whose calls can be counted.
vi.mock('@node-rs/argon2', { spy: true });

test('a person signs in with her email address in any case', async () => {
  const { id, email } = await aPerson();
  const signedIn = await signIn({ email: ` ${email.toUpperCase()} `, password: PASSWORD }, aVisitor());
  expect(signedIn).toMatchObject({ userId: id, email });
});

test('a wrong password and an unknown address get the same answer', async () => {
  const { email } = await aPerson();
  const wrong = signIn({ email, password: 'something else entirely' }, aVisitor());
  await expect(wrong).rejects.toMatchObject({ code: 'wrong_credentials' });
  const unknown = signIn({ email: 'nobody@example.test', password: PASSWORD }, aVisitor());
  await expect(unknown).rejects.toMatchObject({ code: 'wrong_credentials' });
  const nonsense = signIn({ email: 'not an address', password: PASSWORD }, aVisitor());
  await expect(nonsense).rejects.toMatchObject({ code: 'wrong_credentials' });
});

test('an unknown address costs as much hashing as a wrong password', async () => {
  const { email } = await aPerson();
  /** The algorithm, version and cost of each hash that a sign-in computes. */
  const workOf = async (address: string) => {
    vi.mocked(verify).mockClear();
    const signingIn = signIn({ email: address, password: 'something else entirely' }, aVisitor());
    await expect(signingIn).rejects.toMatchObject({ code: 'wrong_credentials' });
    return vi.mocked(verify).mock.calls.map(([hash]) => String(hash).split('$').slice(1, 4));
  };
  const known = await workOf(email);
  expect(known).toHaveLength(1);
  expect(await workOf('nobody@example.test')).toEqual(known);
});

test('guessing the password of one email from one address is stopped, also when all guesses come at once', async () => {
  const { email } = await aPerson();
  const visitor = aVisitor();
  const now = new Date();
  const guess = () => signIn({ email, password: 'something else entirely' }, visitor, now);
  const codes = codesOf(await Promise.allSettled(Array.from({ length: 25 }, guess)));
  expect(codes.filter((code) => code === 'wrong_credentials')).toHaveLength(10);
  expect(codes.filter((code) => code === 'throttled')).toHaveLength(15);

  const refused = await signIn({ email, password: PASSWORD }, visitor, now).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'throttled' });
  const { values } = refused as { values: { retryAt: string } }; // matched above
  const later = new Date(values.retryAt);
  expect(later.getTime()).toBeGreaterThan(now.getTime());
  await expect(signIn({ email, password: PASSWORD }, visitor, later)).resolves.toMatchObject({ email });
});

test('guessing from many addresses is stopped for strangers but not for a known browser', async () => {
  const { id, email } = await aPerson();
  const now = new Date();
  const known = { ...aVisitor(), deviceTokens: [createDeviceToken(id, now)] };
  const guess = () => signIn({ email, password: 'something else entirely' }, aVisitor(), now);
  const codes: unknown[] = [];
  for (let round = 0; round < 5; round += 1)
    codes.push(...codesOf(await Promise.allSettled(Array.from({ length: 20 }, guess))));
  expect(codes.filter((code) => code === 'wrong_credentials')).toHaveLength(60);
  expect(codes.filter((code) => code === 'throttled')).toHaveLength(40);
  await expect(signIn({ email, password: PASSWORD }, aVisitor(), now)).rejects.toMatchObject({ code: 'throttled' });
  await expect(signIn({ email, password: PASSWORD }, known, now)).resolves.toMatchObject({ email });

  const hourLater = new Date(now.getTime() + 3_600_001);
  await expect(signIn({ email, password: PASSWORD }, aVisitor(), hourLater)).resolves.toMatchObject({ email });
});

const codesOf = (results: PromiseSettledResult<unknown>[]) =>
  results.map((result) => (result.status === 'rejected' ? result.reason.code : 'in'));

test('guessing the passwords of many emails from one address is stopped', async () => {
  const visitor = aVisitor();
  const now = new Date();
  const codes: unknown[] = [];
  for (let n = 0; n < 51; n += 1) {
    const attempt = signIn({ email: `person-${n}@example.test`, password: 'something else entirely' }, visitor, now);
    codes.push(await attempt.catch((error: { code: string }) => error.code));
  }
  expect(codes.slice(0, 50).every((code) => code === 'wrong_credentials')).toBe(true);
  expect(codes[50]).toBe('throttled');
});

test('a person who types her password right in the end is not blocked', async () => {
  const { email } = await aPerson();
  const visitor = aVisitor();
  for (let round = 0; round < 3; round += 1) {
    for (let n = 0; n < 6; n += 1) await signIn({ email, password: 'something else' }, visitor).catch(() => undefined);
    await expect(signIn({ email, password: PASSWORD }, visitor)).resolves.toMatchObject({ email });
  }
});

test.each([
  ['short', 'too_short'],
  ['x'.repeat(201), 'too_long'],
  ['azertyuiop', 'keys'],
  ['P@ssw0rd!!', 'common'],
  ['margaux.petit', 'like_you'],
])('nobody can choose the password %s', async (password, reason) => {
  const made = createUser({ email: 'margaux.petit@example.test', name: 'Margaux Petit', password });
  await expect(made).rejects.toMatchObject({ code: 'weak_password', values: { reason } });
});

test('an email address has one user, whatever its case', async () => {
  const { email } = await aPerson();
  const again = createUser({ email: email.toUpperCase(), name: 'Somebody Else', password: PASSWORD });
  await expect(again).rejects.toMatchObject({ code: 'already_exists', values: { field: 'email' } });
});
