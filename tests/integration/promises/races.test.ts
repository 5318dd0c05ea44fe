import { expect, test } from 'vitest';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { eraseMessages } from '#lib/items/erase-messages.ts';
import { keepPromise } from '#lib/items/promises/keep-promise.ts';
import { movePromise } from '#lib/items/promises/move-promise.ts';
import { withdrawPromise } from '#lib/items/promises/withdraw-promise.ts';
import { snoozeItem } from '#lib/items/snooze-item.ts';
import { wakeSnoozedItems } from '#lib/items/wake-snoozed-items.ts';
import { cancelAction } from '#lib/outbox/cancel-action.ts';
import { reply } from '#lib/outbox/reply.ts';
import { database } from '#tests/support/owner-database.ts';
import { whileHeld } from '#tests/support/while-held.ts';
import { aTeam, comesDue, later, promise, promised, promiseOf, remindOfPromises, replyWithPromise } from './support.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

const ROUNDS = 8;
type Team = Awaited<ReturnType<typeof aTeam>>;

/** What the item's row says is what its promises say. */
async function expectExact({ brand, itemId, workspaceId }: Team) {
  const open = await database().prisma.itemPromise.findMany({
    where: { workspaceId, itemId, state: 'open' },
    orderBy: { dueAt: 'asc' },
  });
  expect(await brand.item(itemId)).toMatchObject({ openPromises: open.length, promiseDueAt: open[0]?.dueAt ?? null });
}

const isDone = ({ status }: PromiseSettledResult<unknown>) => status === 'fulfilled';
const reasonOf = (result: PromiseSettledResult<unknown> | undefined) =>
  result?.status === 'rejected' ? result.reason : null;

test('kept and withdrawn at once: one wins, the other is told', async () => {
  const team = await aTeam();
  for (let round = 0; round < ROUNDS; round += 1) {
    const { promiseId } = await promised(team.brand, team.cm, { itemId: team.itemId });
    const results = await Promise.allSettled([
      keepPromise(team.cm, { promiseId }),
      withdrawPromise(team.admin, { promiseId, reason: 'Réglé' }),
    ]);
    expect(results.filter(isDone)).toHaveLength(1);
    expect(reasonOf(results.find((one) => !isDone(one)))).toMatchObject({ code: 'promise_changed' });
    const { state, reason } = await promise(team.brand, promiseId);
    expect(state).toBe(results[0].status === 'fulfilled' ? 'kept' : 'withdrawn');
    expect(reason).toBe(state === 'kept' ? null : 'Réglé');
    await expectExact(team);
  }
});

test('a reply is sent while its promise is moved: it is owed once, by the new moment', async () => {
  const team = await aTeam();
  for (let round = 0; round < ROUNDS; round += 1) {
    const { action } = await replyWithPromise(team.cm, { itemId: team.itemId });
    const made = await promiseOf(team.brand, action.id);
    const dueAt = later(70);
    await Promise.all([team.brand.send(action.id), movePromise(team.admin, { promiseId: made?.id ?? '', dueAt })]);
    expect(await promiseOf(team.brand, action.id)).toMatchObject({ state: 'open', dueAt });
    await expectExact(team);
    await keepPromise(team.cm, { promiseId: made?.id ?? '' });
  }
});

test('a reply is sent while it is taken back: owed when it was sent, else gone', async () => {
  const team = await aTeam();
  for (let round = 0; round < ROUNDS; round += 1) {
    const { action } = await replyWithPromise(team.cm, { itemId: team.itemId });
    const before = team.brand.answers().length;
    await Promise.allSettled([team.brand.send(action.id), cancelAction(team.cm, { actionId: action.id })]);
    const isSent = team.brand.answers().length > before;
    const made = await promiseOf(team.brand, action.id);
    expect(made?.state ?? null).toBe(isSent ? 'open' : null);
    await expectExact(team);
    if (made) await keepPromise(team.cm, { promiseId: made.id });
  }
});

test('a reply that keeps a promise is sent while the promise is withdrawn: it ends once', async () => {
  const team = await aTeam();
  for (let round = 0; round < ROUNDS; round += 1) {
    const { promiseId } = await promised(team.brand, team.cm, { itemId: team.itemId });
    const { action } = await reply(team.cm, {
      itemId: team.itemId,
      text: `Voici ${round}.`,
      keepsPromises: [promiseId],
    });
    const [, withdrawn] = await Promise.allSettled([
      team.brand.send(action.id),
      withdrawPromise(team.admin, { promiseId, reason: 'Réglé' }),
    ]);
    expect((await promise(team.brand, promiseId)).state).toBe(isDone(withdrawn) ? 'withdrawn' : 'kept');
    await expectExact(team);
  }
});

test('a snooze ends at the moment at which the promise is due: the item is open, and it is said once', async () => {
  const team = await aTeam();
  const { brand, cm, itemId, workspaceId } = team;
  const { promiseId } = await promised(brand, cm, { itemId });
  await snoozeItem(cm, { itemId, until: later(1) });
  await comesDue(brand, promiseId, 2);
  const at = new Date(Date.now() + 2 * 3_600_000);
  await Promise.all([wakeSnoozedItems(at), remindOfPromises(), remindOfPromises(), wakeSnoozedItems(at)]);
  expect((await brand.item(itemId)).status).toBe('open');
  const acts = await database().prisma.itemHistory.findMany({ where: { workspaceId, itemId, act: 'promise_due' } });
  expect(acts).toHaveLength(1);
  await expectExact(team);
});

test('an erasure takes the lock of the item before that of its promise, as whoever writes the promise does', async () => {
  const { workspaceId, brand, cm, itemId } = await aTeam();
  const { promiseId } = await promised(brand, cm, { itemId });
  const answered = await database().prisma.message.findFirstOrThrow({
    where: { workspaceId, itemId, direction: 'inbound' },
  });
  const lock = { statement: 'SELECT FROM "item" WHERE "id" = $1 FOR NO KEY UPDATE', values: [itemId] };
  let hasEnded = false;
  await whileHeld(lock, {
    begin: async () => {
      await inWorkspace(workspaceId, async (tx) => {
        await eraseMessages(tx, workspaceId, [answered.id], { isForGood: true });
      });
      hasEnded = true;
    },
    meanwhile: async () => {
      expect(hasEnded).toBe(false);
      await database().pool.query('SELECT FROM "item_promise" WHERE "id" = $1 FOR UPDATE NOWAIT', [promiseId]);
    },
  });
  expect((await promise(brand, promiseId)).text).toBe('');
});
