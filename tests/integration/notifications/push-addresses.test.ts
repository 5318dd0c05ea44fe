import { expect, test } from 'vitest';
import { sendTestPush } from '#lib/push/send-test-push.ts';
import { subscribeToPush } from '#lib/push/subscriptions.ts';
import type { GivenSubscription } from '#lib/push/types.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { aSignedInMember } from '#tests/support/users.ts';

const fit: GivenSubscription = {
  endpoint: 'https://push.example.test/abc',
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
};

async function aSignedIn() {
  const { workspaceId } = await aWorkspace();
  const { id: userId, sessionId } = await aSignedInMember({ workspaceId });
  return { userId, sessionId };
}

test.each([
  'http://push.example.test/abc',
  'https://127.0.0.1/abc',
  'https://[::1]/abc',
  'https://10.1.2.3/abc',
  'https://169.254.169.254/latest',
  'https://[::ffff:10.0.0.1]/abc',
  'https://me:secret@push.example.test/abc',
  'ftp://push.example.test/abc',
  'abc',
  `https://push.example.test/${'a'.repeat(1_000)}`,
])('a browser at %s is not taken', async (endpoint) => {
  await expect(subscribeToPush(await aSignedIn(), { ...fit, endpoint })).rejects.toMatchObject({ code: 'invalid' });
});

test('a browser with keys that are none is not taken', async () => {
  const me = await aSignedIn();
  for (const keys of [{ auth: 'short' }, { p256dh: 'short' }, { p256dh: `BA${'A'.repeat(85)}` }]) {
    await expect(subscribeToPush(me, { ...fit, ...keys })).rejects.toMatchObject({ code: 'invalid' });
  }
  await expect(subscribeToPush(me, fit)).resolves.toMatchObject({ id: expect.any(String) as string });
});

test('a name that leads into the private network is not called', async () => {
  const me = await aSignedIn();
  const { id } = await subscribeToPush(me, { ...fit, endpoint: 'https://localhost/abc' });
  await expect(sendTestPush(me, { id })).rejects.toMatchObject({ code: 'push_unavailable' });
});

test('a person asks only for so many test notifications', async () => {
  const me = await aSignedIn();
  const { id } = await subscribeToPush(me, { ...fit, endpoint: 'https://localhost/def' });
  const codes: unknown[] = [];
  for (let count = 0; count < 12; count += 1) {
    codes.push(await sendTestPush(me, { id }).catch((error: { code?: string }) => error.code));
  }
  expect(new Set(codes.slice(0, 10))).toEqual(new Set(['push_unavailable']));
  expect(codes.slice(10)).toEqual(['throttled', 'throttled']);
  await expect(sendTestPush(await aSignedIn(), { id })).rejects.toMatchObject({ code: 'not_found' });
});
