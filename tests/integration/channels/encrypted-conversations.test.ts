import { afterAll, expect, test } from 'vitest';
import { getChannel } from '#lib/channels/detail/get-channel.ts';
import { openChannel } from '#lib/channels/open-channel.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import { reply } from '#lib/outbox/reply.ts';
import { createXSandbox, type XSandbox } from '#sandbox/x/sandbox.ts';
import { database } from '#tests/support/owner-database.ts';
import { aSandboxChannel, serveSandbox } from './sandbox-channel.ts';

let made: XSandbox | undefined;
const { server, sandbox } = await serveSandbox('x', ({ now }) => (made = createXSandbox({ now })));
afterAll(async () => await server.stop());

test('a conversation that moves to XChat is said to be encrypted, on its item and on the channel', async () => {
  const { admin, channelRef } = await aSandboxChannel('x', sandbox);
  const { workspaceId } = channelRef;
  const deliver = async () => {
    const opened = await inWorkspace(workspaceId, (tx) => openChannel(tx, channelRef, AbortSignal.timeout(20_000)));
    for (const { body } of sandbox.takeDeliveries()) {
      const delivery = { headers: {}, body: new TextDecoder().decode(body), receivedAt: new Date() };
      const parsed = await opened?.connector.webhook?.parse(opened.context, delivery);
      await ingest({ ...channelRef, events: parsed?.events ?? [], readSince: new Date() });
    }
  };
  const encrypted = async () => (await getChannel(admin, channelRef)).health.encryptedConversations;
  sandbox.fanWrites({ kind: 'message', text: 'Bonjour', fan: 'ana' });
  await deliver();
  expect(await encrypted()).toBe(0);
  made?.fanChats('ana');
  await deliver();
  expect(await encrypted()).toBe(1);
  const [item, ...others] = await database().prisma.item.findMany({ where: { workspaceId } });
  expect(others).toEqual([]);
  expect(item).toMatchObject({ kind: 'message', variant: 'encrypted', messageCount: 2 });
  await expect(reply(admin, { itemId: item?.id ?? '', text: 'Bonjour Ana' })).rejects.toMatchObject({
    code: 'network_forbids',
    values: { reason: 'encrypted' },
  });
});
