import { expect, test } from 'vitest';
import type { InboundEvent } from '#lib/networks/contract.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import { reply } from '#lib/outbox/reply.ts';
import { aBrand } from '#tests/support/brand.ts';
import { aChannel, aWorkspace } from '#tests/support/factories.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

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

async function anIngestedThread() {
  const { workspaceId, admin } = await aWorkspace();
  const { id: channelId } = await aChannel({ workspaceId });
  const report = (events: InboundEvent[]) => ingest({ workspaceId, channelId, events });
  const readItem = async () => {
    const [row] = (await listItems(admin, {})).items;
    return await getItem(admin, { itemId: row?.id ?? '' });
  };
  return { report, readItem };
}

const hidden = (is: boolean): InboundEvent => ({ type: 'message_hidden', externalId: 'c1', hidden: is });

test('a comment that arrives together with its hiding is hidden', async () => {
  const { report, readItem } = await anIngestedThread();
  await report([comment({ variant: 'held' }), hidden(true)]);
  const { item, messages } = await readItem();
  expect(messages[0]).toMatchObject({ hidden: true, variant: 'held' });
  expect(item.variant).toBe('held');
});

test('a comment that was held for approval and then published is no longer held, nor is its item', async () => {
  const { report, readItem } = await anIngestedThread();
  await report([comment({ variant: 'spam' }), hidden(true)]);
  await report([hidden(false)]);
  const { item, messages } = await readItem();
  expect(messages[0]).toMatchObject({ hidden: false, variant: null });
  expect(item.variant).toBeNull();
});

test('new facts about a message are stored although its text is the same', async () => {
  const { report, readItem } = await anIngestedThread();
  await report([comment({ reference: { canReply: 'true' } })]);
  const before = (await readItem()).item.version;
  await report([comment({ reference: { canReply: 'false' } })]);
  expect((await readItem()).item.version).toBeGreaterThan(before);
  await report([comment({ reference: { canReply: 'false' } })]);
  expect((await readItem()).item.version).toBe(before + 1);
});

test('a reply under review at the network waits, and fails with its item reopened when it is rejected', async () => {
  const { report, readItem } = await anIngestedThread();
  const reply = comment({
    externalId: 'r1',
    direction: 'outbound',
    author: brand,
    contactExternalId: 'ana',
    text: 'Merci',
    createdAt: new Date('2026-11-20T11:00:00Z'),
  });
  await report([comment(), reply, { type: 'reply_moderated', externalId: 'r1', state: 'pending' }]);
  expect((await readItem()).messages[1]).toMatchObject({ state: 'sent', variant: 'held' });
  await report([{ type: 'reply_moderated', externalId: 'r1', state: 'rejected', detail: 'OFF_TOPIC' }]);
  const { item, messages } = await readItem();
  expect(messages[1]).toMatchObject({ state: 'failed', variant: null });
  expect(item).toMatchObject({ status: 'open', sendFailed: true });
});

test('a reply that the network rejects and publishes after all has failed, and then was sent', async () => {
  const brand = await aBrand();
  const { itemId } = await brand.aComment();
  const { action } = await reply(brand.admin, { itemId, text: 'Il arrive demain' });
  await brand.wait(action.id);
  await brand.send(action.id);
  const externalId = (await brand.action(action.id)).externalId ?? '';
  const moderate = (state: 'rejected' | 'approved') =>
    ingest({ ...brand.channelRef, events: [{ type: 'reply_moderated', externalId, state }] });
  const shown = async () => (await getItem(brand.admin, { itemId })).messages[1];

  await moderate('rejected');
  expect(await shown()).toMatchObject({
    state: 'failed',
    action: { state: 'failed', error: { reason: 'policy_block' } },
  });
  await moderate('approved');
  expect(await shown()).toMatchObject({ state: 'sent', action: { state: 'done', error: null } });
});
