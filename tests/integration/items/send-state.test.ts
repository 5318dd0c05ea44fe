import { expect, test } from 'vitest';
import { listItems } from '#lib/items/list/list-items.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { checkAction } from '#lib/outbox/check-action.ts';
import { moderate } from '#lib/outbox/moderate.ts';
import { reply } from '#lib/outbox/reply.ts';
import type { Fault } from '#tests/networks/bluesky/stand-in/stand-in.ts';
import { type Brand, aBrand } from '#tests/support/brand.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

const WRITES = /createRecord/;
const refusal: Fault = { kind: 'answer', status: 400, headers: {}, body: JSON.stringify({ error: 'InvalidRecord' }) };

async function sendNow(brand: Brand, actionId: string) {
  await brand.wait(actionId);
  await brand.send(actionId);
}

async function aReply(brand: Brand, itemId: string, text = 'Il arrive demain') {
  return (await reply(brand.admin, { itemId, text })).action.id;
}

/** The network takes the reply, and then says nothing until nobody asks any more. */
async function leaveUnconfirmed(brand: Brand, actionId: string) {
  brand.standIn.fail(WRITES, { kind: 'cut', when: 'after' });
  await sendNow(brand, actionId);
  for (let look = 0; look < 7; look += 1) {
    brand.standIn.fail(/getRecord/, { kind: 'cut', when: 'before' });
    await sendNow(brand, actionId);
  }
}

/** What the lists say of an item: all of them, and the view of what failed. */
async function statesOf(brand: Brand, itemId: string) {
  const pages = await Promise.all([
    listItems(brand.admin, {}),
    listItems(brand.admin, { itemIds: [itemId] }),
    listItems(brand.admin, { filter: { failed: true } }),
  ]);
  return pages.map(({ items }) => {
    const row = items.find(({ id }) => id === itemId);
    return row && [row.sendFailed, row.sendState];
  });
}

test('a row says that a reply is unconfirmed, and nothing more once it is found on the network', async () => {
  const brand = await aBrand();
  const { itemId } = await brand.aComment();
  const actionId = await aReply(brand, itemId);
  await leaveUnconfirmed(brand, actionId);
  expect(await statesOf(brand, itemId)).toEqual(Array(3).fill([true, 'unconfirmed']));
  await checkAction(brand.admin, { actionId });
  expect(await statesOf(brand, itemId)).toEqual([[false, null], [false, null], undefined]);
  await sendNow(brand, actionId);
  expect(await statesOf(brand, itemId)).toEqual([[false, null], [false, null], undefined]);
});

test('a row says that a reply was not sent', async () => {
  const brand = await aBrand();
  const { itemId } = await brand.aComment();
  brand.standIn.fail(WRITES, refusal);
  await sendNow(brand, await aReply(brand, itemId));
  expect(await statesOf(brand, itemId)).toEqual(Array(3).fill([true, 'failed']));
  await resolveItem(brand.admin, { itemId });
  expect(await statesOf(brand, itemId)).toEqual([[false, null], [false, null], undefined]);
});

test('an unconfirmed reply comes before one that was not sent, because it may be public already', async () => {
  const brand = await aBrand();
  const { itemId } = await brand.aComment();
  await leaveUnconfirmed(brand, await aReply(brand, itemId));
  brand.standIn.fail(WRITES, refusal);
  await sendNow(brand, await aReply(brand, itemId, 'Autrement dit'));
  expect(await statesOf(brand, itemId)).toEqual(Array(3).fill([true, 'unconfirmed']));
});

test('a failed act of moderation is not shown as a reply that was not sent', async () => {
  const brand = await aBrand();
  const { itemId, messageId } = await brand.aComment();
  const { action } = await moderate(brand.admin, { messageId, kind: 'like' });
  brand.standIn.fail(WRITES, refusal);
  await sendNow(brand, action.id);
  expect(await statesOf(brand, itemId)).toEqual(Array(3).fill([true, 'action']));
});
