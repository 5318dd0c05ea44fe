import { expect, test } from 'vitest';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { eraseMessages } from '#lib/items/erase-messages.ts';
import { makePromise } from '#lib/items/promises/make-promise.ts';
import { movePromise } from '#lib/items/promises/move-promise.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { listNotifications } from '#lib/notifications/list-notifications.ts';
import { rescheduleReply } from '#lib/outbox/scheduled/reschedule-reply.ts';
import { database } from '#tests/support/owner-database.ts';
import {
  aTeam,
  comesDue,
  later,
  promise,
  promised,
  promiseOf,
  remindOfPromises,
  replyWithPromise,
  WORDS,
} from './support.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

/** Erases what the contact wrote on an item. */
async function eraseInbound({ workspaceId, itemId }: { workspaceId: string; itemId: string }, isForGood: boolean) {
  const found = await database().prisma.message.findMany({ where: { workspaceId, itemId, direction: 'inbound' } });
  const ids = found.map(({ id }) => id);
  await inWorkspace(workspaceId, async (tx) => await eraseMessages(tx, workspaceId, ids, { isForGood }));
}

test('a promise keeps its words when a network’s rule erases what was answered, and loses them when the person is erased', async () => {
  const { workspaceId, brand, cm, itemId } = await aTeam();
  const { promiseId } = await promised(brand, cm, { itemId });
  await eraseInbound({ workspaceId, itemId }, false);
  expect((await promise(brand, promiseId)).text).toBe(WORDS);
  await eraseInbound({ workspaceId, itemId }, true);
  expect((await promise(brand, promiseId)).text).toBe('');
});

test('what a member wrote down as promised stays when somebody deletes a message of the thread', async () => {
  const { workspaceId, brand, cm, itemId } = await aTeam();
  const { promiseId } = await makePromise(cm, { itemId, text: WORDS, dueAt: later(24) });
  await eraseInbound({ workspaceId, itemId }, true);
  expect((await promise(brand, promiseId)).text).toBe(WORDS);
});

test('what is promised in a scheduled reply is due after it has left', async () => {
  const { brand, cm, itemId } = await aTeam();
  const tooEarly = replyWithPromise(cm, { itemId, scheduledFor: later(72) });
  await expect(tooEarly).rejects.toMatchObject({ code: 'promise_before_reply' });
  expect(brand.answerTexts()).toEqual([]);
  const promise = { text: WORDS, dueAt: later(96) };
  const { action } = await replyWithPromise(cm, { itemId, scheduledFor: later(72), promise });
  // Neither does the reply move behind it, nor it before the reply.
  const change = { actionId: action.id, version: 0 };
  const tooLate = rescheduleReply(cm, { ...change, scheduledFor: later(97) });
  await expect(tooLate).rejects.toMatchObject({ code: 'promise_before_reply' });
  const promiseId = (await promiseOf(brand, action.id))?.id ?? '';
  const before = movePromise(cm, { promiseId, dueAt: later(71) });
  await expect(before).rejects.toMatchObject({ code: 'promise_before_reply' });
  await movePromise(cm, { promiseId, dueAt: later(99) });
  const scheduledFor = later(97);
  expect((await rescheduleReply(cm, { ...change, scheduledFor })).action).toMatchObject({
    dueAt: scheduledFor.toISOString(),
  });
});

test('leads learn of a promise that comes due when nobody owes it any more', async () => {
  const { workspaceId, brand, admin, cm, itemId } = await aTeam();
  const { promiseId } = await promised(brand, cm, { itemId });
  await removeMember(admin, { memberId: cm.memberId });
  await database().prisma.item.updateMany({ where: { workspaceId, id: itemId }, data: { ownerId: null } });
  await comesDue(brand, promiseId, 5);
  await remindOfPromises();
  expect((await listNotifications(admin)).notifications.map(({ kind }) => kind)).toContain('promise_due');
});

test('a held reply whose promise is past is sent when the promise has another moment, or is no more in the text', async () => {
  const { workspaceId, brand, cm, itemId } = await aTeam();
  const held = async () => {
    const { action } = await replyWithPromise(cm, { itemId, scheduledFor: later(24) });
    const { id } = action;
    await database().prisma.action.updateMany({
      where: { workspaceId, id },
      data: { state: 'held', heldReason: 'answered' },
    });
    const promiseId = (await promiseOf(brand, id))?.id ?? '';
    await database().prisma.itemPromise.updateMany({
      where: { workspaceId, id: promiseId },
      data: { dueAt: later(-1) },
    });
    return { promiseId, now: { actionId: id, version: 0, scheduledFor: null } };
  };
  const one = await held();
  await expect(rescheduleReply(cm, one.now)).rejects.toMatchObject({ code: 'promise_before_reply' });
  await movePromise(cm, { promiseId: one.promiseId, dueAt: later(5) });
  await rescheduleReply(cm, one.now);
  const other = await held();
  await rescheduleReply(cm, { ...other.now, text: 'Bonjour.' });
});
