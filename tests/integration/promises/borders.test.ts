import { expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { getCounts } from '#lib/items/counters/get-counts.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import { chooseChannels } from '#lib/items/members/choose-channels.ts';
import { keepPromise } from '#lib/items/promises/keep-promise.ts';
import { listPromises } from '#lib/items/promises/list-promises.ts';
import { makePromise } from '#lib/items/promises/make-promise.ts';
import { movePromise } from '#lib/items/promises/move-promise.ts';
import { reopenPromise } from '#lib/items/promises/reopen-promise.ts';
import { withdrawPromise } from '#lib/items/promises/withdraw-promise.ts';
import { restrictItem } from '#lib/items/restrict-item.ts';
import { getTeam } from '#lib/items/team/get-team.ts';
import { listNotifications } from '#lib/notifications/list-notifications.ts';
import { reply } from '#lib/outbox/reply.ts';
import { aChannel, aMember, aWorkspace } from '#tests/support/factories.ts';
import { aTeam, comesDue, later, promised, remindOfPromises } from './support.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

async function aPromise() {
  const team = await aTeam();
  const { promiseId } = await promised(team.brand, team.admin, { itemId: team.itemId });
  return { ...team, promiseId };
}

/** Nothing of it is told, and nothing can be done to it. */
async function expectHidden(caller: Caller, { promiseId, itemId }: { promiseId: string; itemId: string }) {
  expect((await getCounts(caller)).byView.promised).toBe(0);
  expect((await listItems(caller, { filter: { promised: true }, sort: 'promised' })).items).toEqual([]);
  for (const touch of [
    () => listPromises(caller, { itemId }),
    () => makePromise(caller, { itemId, text: 'Demain', dueAt: later(9) }),
    () => keepPromise(caller, { promiseId }),
    () => withdrawPromise(caller, { promiseId, reason: 'x' }),
    () => reopenPromise(caller, { promiseId }),
    () => movePromise(caller, { promiseId, dueAt: later(9) }),
  ]) {
    await expect(touch()).rejects.toMatchObject({ code: 'not_found' });
  }
}

test('a promise is hidden from members of another workspace', async () => {
  await expectHidden((await aWorkspace()).admin, await aPromise());
});

test('a promise in a channel that a member does not see is hidden from them, and not counted for leads who do not see it', async () => {
  const made = await aPromise();
  const lead = await aMember({ workspaceId: made.workspaceId, role: 'lead' });
  const other = await aChannel({ workspaceId: made.workspaceId });
  for (const { memberId } of [made.cm, lead]) {
    await chooseChannels(made.admin, { memberId, channelIds: [other.id] });
  }
  await expectHidden(made.cm, made);
  await comesDue(made.brand, made.promiseId, -1);
  await remindOfPromises();
  expect((await listNotifications(lead)).notifications).toEqual([]);
  const { members } = await getTeam(lead);
  expect(members.reduce((sum, { promises }) => sum + promises, 0)).toBe(0);
});

test('a promise in a confidential item is hidden from who is not named', async () => {
  const made = await aPromise();
  await restrictItem(made.admin, { itemId: made.itemId, memberIds: [] });
  await expectHidden(made.cm, made);
});

test('a client sees what is promised, and changes nothing', async () => {
  const { workspaceId, itemId, promiseId } = await aPromise();
  const client = await aMember({ workspaceId, role: 'client' });
  expect(await listPromises(client, { itemId })).toHaveLength(1);
  await expect(keepPromise(client, { promiseId })).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(withdrawPromise(client, { promiseId, reason: 'x' })).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(movePromise(client, { promiseId, dueAt: later(9) })).rejects.toMatchObject({ code: 'not_allowed' });
});

test('a reply keeps no promise of another item', async () => {
  const { brand, admin, promiseId } = await aPromise();
  const { itemId } = await brand.aComment('Et moi ?', { name: 'bea' });
  const keeping = reply(admin, { itemId, text: 'Voici.', keepsPromises: [promiseId] });
  await expect(keeping).rejects.toMatchObject({ code: 'promise_changed' });
});
