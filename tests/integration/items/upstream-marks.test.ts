import { expect, test } from 'vitest';
import type { InboundEvent } from '#lib/networks/contract.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import { aChannel, aWorkspace } from '#tests/support/factories.ts';

const author = { externalId: 'ana', handle: 'ana', name: 'Ana' };
const brand = { externalId: 'brand', handle: 'lune', name: 'Maison Lune' };

function comment(more: Partial<Extract<InboundEvent, { type: 'message' }>> = {}): InboundEvent {
  return {
    type: 'message',
    externalId: 'c1',
    kind: 'comment',
    threadExternalId: 'p1',
    direction: 'inbound',
    author,
    text: 'Bonjour',
    createdAt: new Date('2026-11-20T10:00:00Z'),
    ...more,
  };
}

async function aChannelRef() {
  const { workspaceId, admin } = await aWorkspace();
  const { id: channelId } = await aChannel({ workspaceId });
  const tell = (events: InboundEvent[]) => ingest({ workspaceId, channelId, events });
  const look = async () => {
    const [row] = (await listItems(admin, {})).items;
    return await getItem(admin, { itemId: row?.id ?? '' });
  };
  return { tell, look };
}

const hidden = (is: boolean): InboundEvent => ({ type: 'message_hidden', externalId: 'c1', hidden: is });

test('a comment that arrives together with its hiding is hidden', async () => {
  const { tell, look } = await aChannelRef();
  await tell([comment({ variant: 'held' }), hidden(true)]);
  const { item, messages } = await look();
  expect(messages[0]).toMatchObject({ hidden: true, variant: 'held' });
  expect(item.variant).toBe('held');
});

test('a comment that was held for approval and then published is no longer held, nor is its item', async () => {
  const { tell, look } = await aChannelRef();
  await tell([comment({ variant: 'spam' }), hidden(true)]);
  await tell([hidden(false)]);
  const { item, messages } = await look();
  expect(messages[0]).toMatchObject({ hidden: false, variant: null });
  expect(item.variant).toBeNull();
});

test('new facts about a message are stored although its text is the same', async () => {
  const { tell, look } = await aChannelRef();
  await tell([comment({ reference: { canReply: 'true' } })]);
  const before = (await look()).item.version;
  await tell([comment({ reference: { canReply: 'false' } })]);
  expect((await look()).item.version).toBeGreaterThan(before);
  await tell([comment({ reference: { canReply: 'false' } })]);
  expect((await look()).item.version).toBe(before + 1);
});

test('a reply under review at the network waits, and fails with its item reopened when it is rejected', async () => {
  const { tell, look } = await aChannelRef();
  const reply = comment({
    externalId: 'r1',
    direction: 'outbound',
    author: brand,
    contactExternalId: 'ana',
    text: 'Merci',
    createdAt: new Date('2026-11-20T11:00:00Z'),
  });
  await tell([comment(), reply, { type: 'reply_moderated', externalId: 'r1', state: 'pending' }]);
  expect((await look()).messages[1]).toMatchObject({ state: 'sent', variant: 'held' });
  await tell([{ type: 'reply_moderated', externalId: 'r1', state: 'rejected', detail: 'OFF_TOPIC' }]);
  const { item, messages } = await look();
  expect(messages[1]).toMatchObject({ state: 'failed', variant: null });
  expect(item).toMatchObject({ status: 'open', sendFailed: true });
});
