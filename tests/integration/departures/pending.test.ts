import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { addNote } from '#lib/items/notes/add-note.ts';
import { database } from '#tests/support/owner-database.ts';
import { aShift, getSinceLeft, hoursPass, leaves, markHere, told } from './support.ts';

/** More than are remembered of what is theirs no longer. */
const MANY = 1_050;

/** Many items that were Inès's when she left some hours ago, and are not any longer. */
async function manyGivenUp({ workspaceId, ines, anItemOf }: Awaited<ReturnType<typeof aShift>>, hours: number) {
  const { prisma } = database();
  const { itemId } = await anItemOf(null);
  const { channelId, contactId, network } = await prisma.item.findFirstOrThrow({ where: { workspaceId, id: itemId } });
  const at = new Date();
  const ids = Array.from({ length: MANY }, () => randomUUID());
  await prisma.item.createMany({
    data: ids.map((id) => ({
      ...{ workspaceId, id, channelId, contactId, network, kind: 'comment', threadKey: id, threadExternalId: id },
      ...{ preview: '', messageCount: 1, firstMessageAt: at, lastInboundAt: at, lastActivityAt: at },
    })),
  });
  const leftAt = new Date(Date.now() - hours * 3_600_000);
  const { memberId } = ines;
  await prisma.departureItem.createMany({
    data: ids.map((id) => ({ workspaceId, memberId, itemId: id, isHeld: false, leftAt })),
  });
}

test('a departure that is never acknowledged keeps a bounded number of rows, the newest', async () => {
  const shift = await aShift();
  const { workspaceId, ines, karim, admin, anItemOf } = shift;
  const { prisma } = database();
  const held = await anItemOf(ines);
  const given = await anItemOf(ines);
  await leaves(ines);
  expect((await getSinceLeft(ines)).leftAt).not.toBeNull();
  await manyGivenUp(shift, 48);
  await prisma.item.updateMany({ where: { workspaceId, id: given.itemId }, data: { ownerId: karim.memberId } });
  // They come, do not acknowledge it, and leave again.
  await markHere(ines);
  await hoursPass(workspaceId);
  for (const { itemId } of [held, given]) await addNote(admin, { itemId, text: 'one' });
  const since = await getSinceLeft(ines);
  const rows = await prisma.departureItem.findMany({ where: { workspaceId, memberId: ines.memberId } });
  expect(rows.filter(({ isHeld }) => !isHeld)).toHaveLength(1_000);
  // What is theirs still, and what they left last, is told.
  expect(told(since)).toEqual({ [given.itemId]: ['noted'], [held.itemId]: ['noted'] });
});
