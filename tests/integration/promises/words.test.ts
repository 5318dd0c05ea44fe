import { expect, test } from 'vitest';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { eraseMessages } from '#lib/items/erase-messages.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { listNotifications } from '#lib/notifications/list-notifications.ts';
import { database } from '#tests/support/owner-database.ts';
import { aTeam, comesDue, later, promise, promised, remindOfPromises, replyWithPromise, WORDS } from './support.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

test('a promise keeps its words when a network’s rule erases what was answered, and loses them when the person is erased', async () => {
  const { workspaceId, brand, cm, itemId } = await aTeam();
  const { promiseId } = await promised(brand, cm, { itemId });
  const found = await database().prisma.message.findMany({ where: { workspaceId, itemId, direction: 'inbound' } });
  const ids = found.map(({ id }) => id);
  await inWorkspace(workspaceId, async (tx) => await eraseMessages(tx, workspaceId, ids, { isForGood: false }));
  expect((await promise(brand, promiseId)).text).toBe(WORDS);
  await inWorkspace(workspaceId, async (tx) => await eraseMessages(tx, workspaceId, ids, { isForGood: true }));
  expect((await promise(brand, promiseId)).text).toBe('');
});

test('what is promised in a scheduled reply is due after it has left', async () => {
  const { brand, cm, itemId } = await aTeam();
  const tooEarly = replyWithPromise(cm, { itemId, scheduledFor: later(72) });
  await expect(tooEarly).rejects.toMatchObject({ code: 'invalid', values: { field: 'dueAt' } });
  expect(brand.answerTexts()).toEqual([]);
  await replyWithPromise(cm, { itemId, scheduledFor: later(72), promise: { text: WORDS, dueAt: later(96) } });
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
