import { afterAll, expect, test } from 'vitest';
import { receiveDelivery } from '#lib/sync/deliveries/receive-delivery.ts';
import { database } from '#tests/support/owner-database.ts';
import { createSandbox } from '#sandbox/google/sandbox.ts';
import { aSandboxChannel, serveSandbox } from '../channels/sandbox-channel.ts';

const { server, sandbox } = await serveSandbox('google', createSandbox);
const channel = await aSandboxChannel('google', sandbox);
afterAll(async () => await server.stop());

const stored = async () =>
  await database().prisma.webhookDelivery.count({ where: { workspaceId: channel.workspaceId } });

/** What the network pushes about one new review. */
function pushed() {
  sandbox.fanWrites({ kind: 'review', text: 'Accueil charmant', rating: 5 });
  const [request] = sandbox.takeDeliveries();
  if (!request) throw new Error('nothing was pushed');
  return request;
}

test('a push is stored when the word in its address and its signed token are right', async () => {
  expect(await receiveDelivery({ network: 'google' }, pushed())).toMatchObject({ status: 200 });
  expect(await stored()).toBe(1);
});

test('a push with the right word and without a right token is refused, and nothing is stored', async () => {
  const before = await stored();
  const { authorization: _, ...headers } = pushed().headers;
  for (const given of [headers, { ...headers, authorization: 'Bearer nonsense' }]) {
    const request = { ...pushed(), headers: given };
    expect(await receiveDelivery({ network: 'google' }, request)).toMatchObject({ status: 401 });
  }
  expect(await stored()).toBe(before);
});
