import { expect, test } from 'vitest';
import { database } from '#tests/support/owner-database.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { foldCounters } from '#lib/items/counters/fold-counters.ts';
import { aMember, aMessage, anItem, aTag, aWorkspace } from '#tests/support/factories.ts';

test('counters that match a recount show no difference', async () => {
  const { workspaceId } = await aWorkspace();
  const { memberId } = await aMember({ workspaceId });
  const item = await anItem({ workspaceId, ownerId: memberId, sendFailed: true });
  await aMessage({ workspaceId, itemId: item.id });
  await aTag({ workspaceId, itemId: item.id });
  await anItem({ workspaceId, status: 'resolved' });

  expect(await checkCounters(workspaceId)).toEqual([]);
  await database().prisma.$executeRaw`select fold_counters()`;
  expect(await checkCounters(workspaceId)).toEqual([]);
});

test('a counter that does not match a recount is named', async () => {
  const { workspaceId } = await aWorkspace();
  const { channelId } = await anItem({ workspaceId });
  const { prisma } = database();
  await prisma.$executeRaw`select fold_counters()`;
  await prisma.itemCounter.updateMany({ where: { workspaceId }, data: { items: 5 } });

  await prisma.$executeRaw`update item_count set items = 7 where "workspaceId" = ${workspaceId}::uuid and dimension = 'kind'`;

  // What is kept for a channel follows the counters, and so is as wrong as they are.
  const ofChannel = [
    `channel/${channelId}`,
    'kind/comment',
    'owner/00000000-0000-0000-0000-000000000000',
    'status/open',
  ];
  const wrong = { kept: { items: 5, failed: 0 }, counted: { items: 1, failed: 0 } };
  expect(await checkCounters(workspaceId)).toEqual([
    { counter: 'kind/comment', kept: { items: 7, failed: 0 }, counted: { items: 1, failed: 0 } },
    ...ofChannel.map((counter) => ({ counter: `of/${channelId}/${counter}`, ...wrong })),
    { counter: `open/00000000-0000-0000-0000-000000000000/${channelId}/comment`, ...wrong },
  ]);
});

test('what is left of a workspace that was deleted by hand keeps no other counters back', async () => {
  const { prisma } = database();
  const gone = await aWorkspace();
  const archived = await aWorkspace();
  await anItem({ workspaceId: gone.workspaceId });
  await anItem({ workspaceId: archived.workspaceId });
  await prisma.workspace.delete({ where: { id: gone.workspaceId } });
  await prisma.workspace.update({ where: { id: archived.workspaceId }, data: { archivedAt: new Date() } });
  const deltasOf = async ({ workspaceId }: { workspaceId: string }) =>
    await prisma.itemCounterDelta.count({ where: { workspaceId } });
  expect(await deltasOf(gone)).toBe(1);

  await foldCounters();

  expect([await deltasOf(gone), await deltasOf(archived)]).toEqual([0, 0]);
  expect(await checkCounters(archived.workspaceId)).toEqual([]);
});
