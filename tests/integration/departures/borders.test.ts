import { expect, test } from 'vitest';
import { archiveWorkspace } from '#lib/clients/archive/archive-workspace.ts';
import { chooseChannels } from '#lib/items/members/choose-channels.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { restrictItem } from '#lib/items/restrict-item.ts';
import { acknowledgeSinceLeft, reopenSinceLeft } from '#lib/items/departures/acknowledge-since-left.ts';
import { aChannel } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { acknowledge, aShift, getSinceLeft, hoursPass, leaves, markHere, numbers, told } from './support.ts';

test('of a channel that they no longer see they are told nothing, not even a number', async () => {
  const { workspaceId, ines, karim, admin, anItemOf } = await aShift();
  const other = await aChannel({ workspaceId, status: 'paused' });
  const hidden = await anItemOf(ines, { replyDeadline: new Date(Date.now() + 3_600_000) });
  const seen = await anItemOf(ines, { channelId: other.id });
  await leaves(ines);
  for (const { itemId } of [hidden, seen]) await addNote(karim, { itemId, text: 'one' });
  expect(numbers(await getSinceLeft(ines))).toEqual([2, 1, 0]);
  await chooseChannels(admin, { memberId: ines.memberId, channelIds: [other.id] });
  const since = await getSinceLeft(ines);
  expect(told(since)).toEqual({ [seen.itemId]: ['noted'] });
  expect(numbers(since)).toEqual([1, 0, 0]);
  expect(JSON.stringify(since)).not.toContain(hidden.itemId);
});

test('of a confidential item that they are not named in they are told nothing', async () => {
  const { workspaceId, ines, karim, admin, anItemOf } = await aShift();
  const { itemId } = await anItemOf(ines);
  await leaves(ines);
  await addNote(karim, { itemId, text: 'one' });
  expect(numbers(await getSinceLeft(ines))).toEqual([1, 0, 0]);
  await database().prisma.item.updateMany({ where: { workspaceId, id: itemId }, data: { ownerId: null } });
  await restrictItem(admin, { itemId, memberIds: [] });
  expect(numbers(await getSinceLeft(ines))).toEqual([0, 0, 0]);
});

test('each workspace has its own departure, and each member theirs', async () => {
  const one = await aShift();
  const { itemId } = await one.anItemOf(one.ines);
  await leaves(one.ines);
  await addNote(one.karim, { itemId, text: 'one' });
  const other = await aShift();
  await markHere(other.ines);
  expect((await getSinceLeft(other.ines)).leftAt).toBeNull();
  const stranger = { ...one.ines, workspaceId: other.workspaceId };
  expect(await getSinceLeft(stranger)).toMatchObject({ leftAt: null, changed: { total: 0 } });
  await acknowledge(other.ines, { until: new Date().toISOString(), seen: [itemId] });
  await acknowledge(one.karim, { until: new Date().toISOString(), seen: [] });
  expect(numbers(await getSinceLeft(one.ines))).toEqual([1, 0, 0]);
});

test('an archived workspace tells what happened before, and takes no acknowledgment', async () => {
  const { workspaceId, ines, karim, admin, anItemOf } = await aShift();
  const { itemId } = await anItemOf(ines);
  await leaves(ines);
  await addNote(karim, { itemId, text: 'one' });
  await archiveWorkspace(admin, { name: 'Maison Lune', eraseAfterDays: null, endsAccess: false });
  const since = await getSinceLeft(ines);
  expect(told(since)).toEqual({ [itemId]: ['noted'] });
  const archived = { code: 'archived' };
  await expect(acknowledge(ines, since)).rejects.toMatchObject(archived);
  await expect(reopenSinceLeft(ines)).rejects.toMatchObject(archived);
  await expect(markHere(ines)).rejects.toMatchObject(archived);
  await hoursPass(workspaceId);
  expect(told(await getSinceLeft(ines))).toEqual({ [itemId]: ['noted'] });
});

test('an acknowledgment with more ids than a reading gives is refused', async () => {
  const { ines } = await aShift();
  const seen = Array.from({ length: 501 }, () => crypto.randomUUID());
  await expect(acknowledgeSinceLeft(ines, { until: new Date(), seen })).rejects.toMatchObject({ code: 'too_many' });
});
