import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { saveDraft } from '#lib/items/drafts/save-draft.ts';
import { assignItem } from '#lib/items/assign-item.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { releaseLapsedClaims } from '#lib/items/claims/release-lapsed-claims.ts';
import { makePromise } from '#lib/items/promises/make-promise.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { handOver } from '#lib/items/requests/hand-over.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { snoozeItem } from '#lib/items/snooze-item.ts';
import { undoAct } from '#lib/items/undo-act.ts';
import { wakeSnoozedItems } from '#lib/items/wake-snoozed-items.ts';
import { sendBack } from '#lib/outbox/approval/send-back.ts';
import { aMember, aMessage, aWaitingReply } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { acknowledge, aShift, getSinceLeft, hoursPass, leaves, markHere, numbers, told } from './support.ts';

test('who has never been away is told nothing', async () => {
  const { ines, karim, anItemOf } = await aShift();
  const { itemId } = await anItemOf(ines);
  expect((await getSinceLeft(ines)).leftAt).toBeNull();
  await markHere(ines);
  await resolveItem(karim, { itemId });
  const here = await getSinceLeft(ines);
  expect(here.leftAt).toBeNull();
  expect(numbers(here)).toEqual([0, 0, 0]);
});

test('who comes back is told what colleagues and contacts did to what was theirs, one line an item, the newest first', async () => {
  const { workspaceId, ines, karim, admin, anItemOf } = await aShift();
  const resolved = await anItemOf(ines);
  const taken = await anItemOf(ines);
  const written = await anItemOf(ines);
  const handed = await anItemOf(ines);
  const others = await anItemOf(karim);
  await leaves(ines);

  await resolveItem(karim, { itemId: resolved.itemId });
  await handOver(admin, { itemId: taken.itemId, memberId: karim.memberId, word: 'Karim knows her' });
  await addNote(karim, { itemId: taken.itemId, text: 'asked the shop' });
  await resolveItem(karim, { itemId: others.itemId });
  await aMessage({ workspaceId, itemId: written.itemId, text: 'Alors ?', createdAt: new Date() });
  await assignItem(admin, { itemId: handed.itemId, ownerId: karim.memberId });

  const since = await getSinceLeft(ines);
  expect(told(since)).toEqual({
    [resolved.itemId]: ['resolved'],
    [taken.itemId]: ['noted', 'handed_over'],
    [written.itemId]: ['written'],
    [handed.itemId]: ['assigned'],
  });
  expect(since.changed.lines.map(({ item }) => item.id)).toEqual(
    [handed, written, taken, resolved].map((one) => one.itemId),
  );
  const [, , line] = since.changed.lines;
  expect(line).toMatchObject({ item: { contactName: 'Léa', network: 'bluesky' }, moreActs: 0, messages: 0 });
  expect(line?.acts[0]?.member).toEqual({ id: karim.memberId, name: 'Karim' });
  expect(line?.acts[1]?.details).toMatchObject({ word: 'Karim knows her' });
  expect(Date.now() - Date.parse(since.leftAt ?? '')).toBeGreaterThan(7_000_000);
  // What happened to what was nobody's or another's is not hers, and Karim has not been away.
  expect((await getSinceLeft(karim)).leftAt).toBeNull();
});

test('what was theirs is what it was when they left: not what came later, nor what they gave up before', async () => {
  const { ines, karim, admin, anItemOf } = await aShift();
  const given = await anItemOf(ines);
  await markHere(ines);
  await handOver(ines, { itemId: given.itemId, memberId: karim.memberId });
  await leaves(ines);
  const later = await anItemOf(null);
  await assignItem(admin, { itemId: later.itemId, ownerId: ines.memberId });
  await resolveItem(karim, { itemId: later.itemId });
  await resolveItem(karim, { itemId: given.itemId });
  expect(told(await getSinceLeft(ines))).toEqual({});
});

test('an item is theirs by a part in it, by what they write in it, and by a reply that is not sent', async () => {
  const { workspaceId, ines, karim, admin, anItemOf } = await aShift();
  const part = await anItemOf(karim);
  const written = await anItemOf(karim);
  const waiting = await anItemOf(karim);
  await assignItem(admin, { itemId: part.itemId, ownerId: karim.memberId, contributorIds: [ines.memberId] });
  await saveDraft(ines, {
    itemId: written.itemId,
    mode: 'reply',
    version: randomUUID(),
    replaces: [],
    text: 'Bonjour Léa,',
    attachmentIds: [],
    target: null,
    guidance: null,
  });
  const action = await aWaitingReply({
    workspaceId,
    itemId: waiting.itemId,
    targetId: waiting.messageId,
    memberId: ines.memberId,
  });
  await leaves(ines);
  for (const one of [part, written]) await addNote(karim, { itemId: one.itemId, text: 'seen' });
  await sendBack(admin, { actionId: action.id, word: 'say when' });
  expect(told(await getSinceLeft(ines))).toEqual({
    [part.itemId]: ['noted'],
    [written.itemId]: ['noted'],
    [waiting.itemId]: ['reply_sent_back'],
  });
});

test('an item that a lapse gave back is told, with what happened to it afterwards', async () => {
  const { workspaceId, ines, karim, anItemOf } = await aShift();
  const { itemId } = await anItemOf(null);
  await claimItem(ines, { itemId });
  await leaves(ines);
  await database().prisma.item.updateMany({ where: { workspaceId, id: itemId }, data: { claimedUntil: new Date(0) } });
  await releaseLapsedClaims();
  await claimItem(karim, { itemId });
  await resolveItem(karim, { itemId });
  expect(told(await getSinceLeft(ines))).toEqual({ [itemId]: ['resolved', 'claimed', 'claim_lapsed'] });
});

test('what was undone is not told, nor what they did themselves', async () => {
  const { ines, karim, anItemOf } = await aShift();
  const { itemId } = await anItemOf(ines);
  await leaves(ines);
  const { undo } = await resolveItem(karim, { itemId });
  await undoAct(karim, { undo: undo ?? '' });
  await addNote(ines, { itemId, text: 'from a train' });
  expect(told(await getSinceLeft(ines))).toEqual({});
});

test('what is due: a window that closes, a snooze that ended, a contact who waits for too long', async () => {
  const { workspaceId, ines, anItemOf } = await aShift();
  const hours = (n: number) => new Date(Date.now() + n * 3_600_000);
  const closing = await anItemOf(ines, { replyDeadline: hours(2) });
  const late = await anItemOf(ines, { lastInboundAt: hours(-30) });
  const snoozed = await anItemOf(ines);
  await anItemOf(ines, { replyDeadline: hours(20) });
  await anItemOf(ines, { replyDeadline: hours(-1) });
  await snoozeItem(ines, { itemId: snoozed.itemId, until: hours(1) });
  await leaves(ines);
  await database().prisma.item.updateMany({
    where: { workspaceId, id: snoozed.itemId },
    data: { snoozedUntil: hours(-1) },
  });
  await wakeSnoozedItems();
  const { due } = await getSinceLeft(ines);
  expect(due.lines.map(({ item, reason }) => [item.id, reason])).toEqual([
    [closing.itemId, 'closing'],
    [late.itemId, 'late'],
    [snoozed.itemId, 'woken'],
  ]);
  expect(due.total).toBe(3);
  const counted = await getSinceLeft(ines, { limit: 0 });
  expect(numbers(counted)).toEqual([0, 3, 0]);
  expect(counted.due.lines).toEqual([]);
});

test('what was promised: what they owe today or later than that, and what passed to them', async () => {
  const { workspaceId, ines, karim, admin, anItemOf } = await aShift();
  const inHours = (n: number) => new Date(Date.now() + n * 3_600_000);
  const [late, distant, passed, others] = [
    await anItemOf(ines),
    await anItemOf(ines),
    await anItemOf(karim),
    await anItemOf(karim),
  ];
  for (const itemId of [late.itemId, distant.itemId]) {
    await makePromise(ines, { itemId, text: 'We write on Friday', dueAt: inHours(72) });
  }
  for (const itemId of [passed.itemId, others.itemId]) {
    await makePromise(karim, { itemId, text: 'I call the shop', dueAt: inHours(72) });
  }
  await leaves(ines);
  await database().prisma.itemPromise.updateMany({
    where: { workspaceId, itemId: late.itemId },
    data: { dueAt: inHours(-1) },
  });
  await handOver(admin, { itemId: passed.itemId, memberId: ines.memberId });
  const { promised } = await getSinceLeft(ines);
  expect(promised).toMatchObject({
    total: 2,
    lines: [
      { item: { id: late.itemId }, text: 'We write on Friday', count: 1, isPassedOn: false },
      { item: { id: passed.itemId }, text: 'I call the shop', count: 1, isPassedOn: true },
    ],
  });
});

test('an idle tab and a pause that is short are no departure; work on another device ends one', async () => {
  const { workspaceId, ines, karim, anItemOf } = await aShift();
  const { itemId } = await anItemOf(ines);
  await markHere(ines, { now: new Date(Date.now() - 25 * 60_000) });
  await addNote(karim, { itemId, text: 'one' });
  expect((await getSinceLeft(ines)).leftAt).toBeNull();
  await markHere(ines);
  expect((await getSinceLeft(ines)).leftAt).toBeNull();
  // Reading again and again, as an open tab does, is no sight.
  await hoursPass(workspaceId, 3);
  await addNote(karim, { itemId, text: 'two' });
  const first = await getSinceLeft(ines);
  const second = await getSinceLeft(ines);
  expect(second.leftAt).toBe(first.leftAt);
  expect(told(second)).toEqual({ [itemId]: ['noted'] });
  await markHere(ines);
  expect(told(await getSinceLeft(ines))).toEqual({ [itemId]: ['noted'] });
});

test('what was not acknowledged stays, over a second departure, since the first', async () => {
  const { ines, karim, anItemOf } = await aShift();
  const first = await anItemOf(ines);
  await leaves(ines);
  await addNote(karim, { itemId: first.itemId, text: 'in the first night' });
  await markHere(ines);
  const second = await anItemOf(ines);
  await addNote(karim, { itemId: second.itemId, text: 'before she left again' });
  await leaves(ines);
  await addNote(karim, { itemId: second.itemId, text: 'in the second night' });
  const since = await getSinceLeft(ines);
  expect(told(since)).toEqual({ [second.itemId]: ['noted'], [first.itemId]: ['noted'] });
  expect(Date.now() - Date.parse(since.leftAt ?? '')).toBeGreaterThan(3.9 * 3_600_000);
});

test('more lines than are shown are counted', async () => {
  const { ines, karim, anItemOf } = await aShift();
  const items = await Promise.all(Array.from({ length: 5 }, () => anItemOf(ines)));
  await leaves(ines);
  for (const { itemId } of items) {
    for (const text of ['1', '2', '3', '4', '5']) await addNote(karim, { itemId, text });
  }
  const since = await getSinceLeft(ines, { limit: 2 });
  expect(since.changed.total).toBe(5);
  expect(since.changed.lines).toHaveLength(2);
  expect(since.changed.lines[0]).toMatchObject({ moreActs: 2, messages: 0 });
  await acknowledge(ines, since);
  expect(numbers(await getSinceLeft(ines))).toEqual([0, 0, 0]);
});

test('a client who holds nothing is told nothing', async () => {
  const { workspaceId, karim, ines, anItemOf } = await aShift();
  const client = await aMember({ workspaceId, role: 'client' });
  const { itemId } = await anItemOf(ines);
  await leaves(client);
  await resolveItem(karim, { itemId });
  expect(numbers(await getSinceLeft(client))).toEqual([0, 0, 0]);
});
