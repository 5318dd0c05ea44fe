import { expect, test } from 'vitest';
import { createUser } from '#lib/users/create-user.ts';
import { createDeviceToken } from '#lib/users/known-device.ts';
import { signIn } from '#lib/users/sign-in.ts';
import { aPerson, aVisitor, PASSWORD } from '#tests/support/people.ts';

test('a person signs in with her address in any case', async () => {
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

test('an unknown address costs about the work of a wrong password', async () => {
  const { email } = await aPerson();
  const timeOf = async (address: string) => {
    const start = performance.now();
    await signIn({ email: address, password: 'something else entirely' }, aVisitor()).catch(() => undefined);
    return performance.now() - start;
  };
  await timeOf(email);
  const known = Math.min(...(await Promise.all([1, 2, 3].map(() => timeOf(email)))));
  const unknown = Math.min(...(await Promise.all([1, 2, 3].map((n) => timeOf(`nobody-${n}@example.test`)))));
  expect(unknown).toBeGreaterThan(known / 3);
});

test('guessing at one e-mail from one place is stopped, also when all guesses come at once', async () => {
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

test('guesses from many places are stopped for all strangers, and not for a browser that is known', async () => {
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

test('guessing at many addresses from one place is stopped', async () => {
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

test('who types her password right in the end is not held back', async () => {
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
])('nobody gets an account with the password %s', async (password, reason) => {
  const made = createUser({ email: 'margaux.petit@example.test', name: 'Margaux Petit', password });
  await expect(made).rejects.toMatchObject({ code: 'weak_password', values: { reason } });
});

test('an address has one account, whatever its case', async () => {
  const { email } = await aPerson();
  const again = createUser({ email: email.toUpperCase(), name: 'Somebody Else', password: PASSWORD });
  await expect(again).rejects.toMatchObject({ code: 'already_exists', values: { field: 'email' } });
});
