import { randomBytes } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { database } from '#tests/support/owner-database.ts';
import { setUpAccount } from './second-factor-account.ts';

test('the secret of an authenticator app is encrypted again with a new key, and opens without the old one', async () => {
  const { person, secret } = await setUpAccount();
  const where = { userId: person.id };
  const before = await database().prisma.userTotp.findFirstOrThrow({ where });

  const [first, second] = [process.env.PARVIS_SECRET ?? '', randomBytes(32).toString('base64')];
  const rotated = await restarted({ PARVIS_SECRET: second, PARVIS_OLD_SECRETS: first });
  expect(await rotated.rotateCredentials()).toMatchObject({ rotated: expect.any(Number) as number });
  await rotated.closeDatabase();
  const after = await database().prisma.userTotp.findFirstOrThrow({ where });
  expect(after.keyId).not.toBe(before.keyId);

  const alone = await restarted({ PARVIS_SECRET: second, PARVIS_OLD_SECRETS: '' });
  expect(alone.unsealTotp(person.id, after)).toBe(secret);
  expect(() => alone.unsealTotp(person.id, before)).toThrow('PARVIS_OLD_SECRETS');
  await alone.closeDatabase();
});

/** The product as it reads these secrets at its start. */
async function restarted(secrets: { PARVIS_SECRET: string; PARVIS_OLD_SECRETS: string }) {
  for (const [name, value] of Object.entries(secrets)) vi.stubEnv(name, value);
  vi.resetModules();
  const { rotateCredentials } = await import('#lib/channels/credentials/rotate-credentials.ts');
  const { unsealTotp } = await import('#lib/users/second-factor/totp.ts');
  const { closeDatabase } = await import('#lib/db/close-database.ts');
  return { rotateCredentials, unsealTotp, closeDatabase };
}
