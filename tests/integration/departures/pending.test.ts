import { expect, test } from 'vitest';
import { addNote } from '#lib/items/notes/add-note.ts';
import { database } from '#tests/support/owner-database.ts';
import { aShift, getSinceLeft, hoursPass, leaves, manyItems, markHere, numbers, told } from './support.ts';

test('a departure that is never acknowledged keeps a bounded number of rows, the newest', async () => {
  const shift = await aShift();
  const { workspaceId, ines, karim, admin, anItemOf } = shift;
  const { prisma } = database();
  const held = await anItemOf(ines);
  const given = await anItemOf(ines);
  await leaves(ines);
  expect((await getSinceLeft(ines)).leftAt).not.toBeNull();
  // They left before, too, and much was theirs then.
  const memberId = ines.memberId;
  const ids = await manyItems(shift);
  const leftAt = new Date(Date.now() - 48 * 3_600_000);
  await prisma.departureItem.createMany({
    data: ids.map((itemId) => ({ workspaceId, memberId, itemId, isHeld: false, leftAt })),
  });
  await prisma.item.updateMany({ where: { workspaceId, id: given.itemId }, data: { ownerId: karim.memberId } });
  // They come, do not acknowledge it, and leave again.
  await markHere(ines);
  await hoursPass(workspaceId);
  for (const { itemId } of [held, given]) await addNote(admin, { itemId, text: 'one' });
  const since = await getSinceLeft(ines);
  const rows = await prisma.departureItem.findMany({ where: { workspaceId, memberId } });
  expect(rows.filter(({ isHeld }) => !isHeld)).toHaveLength(1_000);
  // What is theirs still, and what they left last, is told.
  expect(told(since)).toEqual({ [given.itemId]: ['noted'], [held.itemId]: ['noted'] });
});

test('of an owner of very many items, what is due and promised is looked for in a bounded number of them', async () => {
  const shift = await aShift();
  const { workspaceId, ines } = shift;
  await leaves(ines);
  const ids = await manyItems(shift, {
    ownerId: ines.memberId,
    lastInboundAt: new Date(Date.now() - 48 * 3_600_000),
  });
  const now = Date.now();
  const open = { state: 'open', openedAt: new Date(now), remindAt: new Date(now) };
  await database().prisma.itemPromise.createMany({
    data: ids.map((itemId, n) => {
      const dueAt = new Date(now - n * 60_000);
      return { workspaceId, itemId, madeById: ines.memberId, text: `promise ${n}`, dueAt, ...open };
    }),
  });
  const since = await getSinceLeft(ines, { limit: 1 });
  expect(numbers(since)).toEqual([0, 1_000, 1_000]);
  expect(since.promised.lines[0]).toMatchObject({ item: { id: ids.at(-1) }, count: 1 });
});
