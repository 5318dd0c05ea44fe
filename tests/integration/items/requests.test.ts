import { expect, test } from 'vitest';
import { assignItem } from '#lib/items/assign-item.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { releaseItem } from '#lib/items/claims/release-item.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { askForItem } from '#lib/items/requests/ask-for-item.ts';
import { endRequest } from '#lib/items/requests/end-request.ts';
import { handOver } from '#lib/items/requests/hand-over.ts';
import { undoAct } from '#lib/items/undo-act.ts';
import { aMember, anItem, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';

async function aHeldItem() {
  const { workspaceId, admin: lead } = await aWorkspace();
  const holder = await aMember({ workspaceId, name: 'Inès' });
  const karim = await aMember({ workspaceId, name: 'Karim' });
  const { id: itemId } = await anItem({ workspaceId });
  await claimItem(holder, { itemId });
  return { workspaceId, lead, holder, karim, itemId };
}

test('who asks for an item gets it with one act of its holder, as a lease, and the request is over', async () => {
  const { holder, karim, itemId } = await aHeldItem();
  const asked = await askForItem(karim, { itemId, word: 'I know her' });
  expect(asked.item.requests).toMatchObject([{ name: 'Karim', word: 'I know her' }]);

  const { item, undo } = await handOver(holder, { itemId, word: 'Merci' });
  expect(item).toMatchObject({ owner: { name: 'Karim' }, requests: [] });
  expect(item.claimedUntil).not.toBeNull();
  const { history } = await getItem(holder, { itemId });
  expect(history.at(-1)).toMatchObject({ act: 'handed_over', details: { ownerId: karim.memberId, word: 'Merci' } });

  const [back] = (await undoAct(holder, { undo: undo ?? '' })).items;
  expect(back?.owner?.name).toBe('Inès');
});

test('an item handed to somebody who did not ask waits for them without a lease', async () => {
  const { holder, karim, itemId } = await aHeldItem();
  const { item } = await handOver(holder, { itemId, memberId: karim.memberId });
  expect(item).toMatchObject({ owner: { name: 'Karim' }, claimedUntil: null });
});

test('asking twice is one request with the last word, which the holder declines or the colleague withdraws', async () => {
  const { workspaceId, holder, karim, itemId } = await aHeldItem();
  const other = await aMember({ workspaceId, name: 'Zoé' });
  await askForItem(karim, { itemId, word: 'one' });
  await askForItem(karim, { itemId, word: 'two' });
  await askForItem(other, { itemId });
  expect((await getItem(holder, { itemId })).item.requests.map(({ word }) => word)).toEqual(['two', '']);

  expect((await endRequest(other, { itemId, memberId: karim.memberId })).item.requests).toHaveLength(2);
  expect((await endRequest(holder, { itemId, memberId: karim.memberId })).item.requests).toHaveLength(1);
  expect((await endRequest(other, { itemId })).item.requests).toEqual([]);
});

test('a request does not outlive the holder it was made to', async () => {
  const { lead, holder, karim, itemId } = await aHeldItem();
  await askForItem(karim, { itemId });
  await releaseItem(holder, { itemId });
  expect((await claimItem(holder, { itemId })).item.requests).toEqual([]);
  await askForItem(karim, { itemId });
  expect((await assignItem(lead, { itemId, ownerId: lead.memberId })).item.requests).toEqual([]);
});

test('a free item and one’s own cannot be asked for; only its holder or a lead hands an item over', async () => {
  const { workspaceId, lead, holder, karim, itemId } = await aHeldItem();
  const client = await aMember({ workspaceId, role: 'client' });
  await expect(askForItem(holder, { itemId })).rejects.toMatchObject({ code: 'not_held' });
  await expect(handOver(karim, { itemId, memberId: karim.memberId })).rejects.toMatchObject({ code: 'not_held' });
  await expect(handOver(holder, { itemId })).rejects.toMatchObject({ code: 'nobody_asked' });
  await expect(handOver(holder, { itemId, memberId: client.memberId })).rejects.toMatchObject({ code: 'invalid' });
  await expect(handOver(holder, { itemId, memberId: karim.memberId, word: 'x'.repeat(281) })).rejects.toMatchObject({
    code: 'invalid',
  });
  await handOver(lead, { itemId, memberId: karim.memberId });
  await releaseItem(karim, { itemId });
  await expect(askForItem(holder, { itemId })).rejects.toMatchObject({ code: 'not_held' });
});

test('a hundred colleagues who ask while the item changes hands leave no request to a former holder', async () => {
  const { workspaceId, holder, itemId } = await aHeldItem();
  const members = await Promise.all(
    Array.from({ length: 100 }, (_, n) => aMember({ workspaceId, name: `Member ${n}` })),
  );
  await Promise.allSettled(
    members.flatMap((member, n) => [
      askForItem(member, { itemId }),
      ...(n % 10 === 0 ? [handOver(holder, { itemId, memberId: member.memberId })] : []),
    ]),
  );
  const { ownerId } = await database().prisma.item.findFirstOrThrow({ where: { workspaceId, id: itemId } });
  const stale = await database().prisma.itemRequest.count({
    where: { workspaceId, itemId, holderId: { not: ownerId ?? '' } },
  });
  const own = await database().prisma.itemRequest.count({ where: { workspaceId, itemId, memberId: ownerId ?? '' } });
  expect([stale, own]).toEqual([0, 0]);
});
