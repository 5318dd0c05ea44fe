import { afterAll, expect, test } from 'vitest';
import { checkCredentials } from '#lib/channels/credentials/check-credentials.ts';
import { getChannel } from '#lib/channels/detail/get-channel.ts';
import { createSandbox } from '#sandbox/x/sandbox.ts';
import { aSandboxChannel, serveSandbox } from './sandbox-channel.ts';

const { server, sandbox, faults } = await serveSandbox('x', createSandbox);
afterAll(async () => await server.stop());

test('without a public https address everything is refused for that reason, and the channel stays connected', async () => {
  const { admin, channelRef } = await aSandboxChannel('x', sandbox);
  await checkCredentials(channelRef);
  const { push, status } = await getChannel(admin, channelRef);
  expect(status).toBe('connected');
  expect(push?.state).toBe('refused');
  expect([...new Set(push?.refused.map(({ reason }) => reason))]).toEqual(['no_public_address']);
  expect(push?.refused[0]?.detail).toContain('UrlValidationFailed');
});

test('when the network does not answer, nothing is said about the subscription', async () => {
  const { admin, channelRef } = await aSandboxChannel('x', sandbox);
  faults.failNext('read', { kind: 'server_error' });
  await checkCredentials(channelRef);
  expect((await getChannel(admin, channelRef)).push).toMatchObject({ state: 'not_asked', refused: [] });
});
