import { randomBytes } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { startPushService } from '#tests/support/push-service.ts';
import { aPerson, aVisitor, PASSWORD } from '#tests/support/users.ts';
import { signIn } from '#lib/users/sign-in.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';

test('browsers and the key with which messages to them are signed are encrypted again with a new secret, and work without the old one', async () => {
  const [first, second] = [process.env.PARVIS_SECRET ?? '', randomBytes(32).toString('base64')];
  const before = await restarted({ PARVIS_SECRET: first, PARVIS_OLD_SECRETS: '' });
  const { publicKey } = await before.readPushKey();
  const service = await startPushService(publicKey);
  const browser = service.aBrowser();
  const person = await aPerson();
  const { sessionId } = await signIn({ email: person.email, password: PASSWORD }, aVisitor());
  const { id } = await before.subscribeToPush({ userId: person.id, sessionId }, browser.subscription);
  await before.closeDatabase();

  const rotated = await restarted({ PARVIS_SECRET: second, PARVIS_OLD_SECRETS: first });
  await rotated.rotateCredentials();
  await rotated.closeDatabase();

  const alone = await restarted({ PARVIS_SECRET: second, PARVIS_OLD_SECRETS: '' });
  expect((await alone.readPushKey()).publicKey).toBe(publicKey);
  await alone.sendTestPush({ userId: person.id }, { id });
  expect(service.refused).toEqual([]);
  expect(browser.received).toHaveLength(1);
  await alone.closeDatabase();
  await service.stop();
});

/** The product as it reads its secrets at its start. */
async function restarted(secrets: { PARVIS_SECRET: string; PARVIS_OLD_SECRETS: string }) {
  for (const [name, value] of Object.entries(secrets)) vi.stubEnv(name, value);
  vi.resetModules();
  const { rotateCredentials } = await import('#lib/channels/credentials/rotate-credentials.ts');
  const { readPushKey } = await import('#lib/push/push-key.ts');
  const { subscribeToPush } = await import('#lib/push/subscriptions.ts');
  const { sendTestPush } = await import('#lib/push/send-test-push.ts');
  const { closeDatabase } = await import('#lib/db/close-database.ts');
  return { rotateCredentials, readPushKey, subscribeToPush, sendTestPush, closeDatabase };
}
