import { expect, test } from 'vitest';
import { getItem } from '#lib/items/detail/get-item.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { setPresence } from '#lib/realtime/set-presence.ts';
import { routeItems } from '#lib/routing/route-items.ts';
import { UNSEEN_MS } from '#lib/routing/take-back.ts';
import { setAvailability } from '#lib/workspaces/availability/set-availability.ts';
import { anItem } from '#tests/support/factories.ts';
import { aPersonHere, aRoutedWorkspace, closeBrowser, openBrowser, ownersOf } from './here.ts';

/** Inès has two items that were distributed to her, and has begun the first. */
async function aBegunItem() {
  const { workspaceId, admin, channelId } = await aRoutedWorkspace();
  const ines = await aPersonHere(workspaceId, 'Inès');
  const items = [await anItem({ workspaceId, channelId }), await anItem({ workspaceId, channelId })];
  const ids = items.map(({ id }) => id);
  await routeItems(workspaceId);
  expect(await ownersOf(workspaceId, ids)).toEqual([ines.memberId, ines.memberId]);
  await addNote(ines, { itemId: ids[0] ?? '', text: 'I ask the shop.' });
  return { workspaceId, admin, channelId, ines, ids };
}

test('who goes home keeps what she began; the rest goes to a colleague, and its history says why', async () => {
  const { workspaceId, admin, ines, ids } = await aBegunItem();
  const karim = await aPersonHere(workspaceId, 'Karim');
  await setAvailability(ines, { isAway: true, reason: 'sick', backAt: null });
  expect(await routeItems(workspaceId)).toEqual({ placed: 1, takenBack: 1 });
  expect(await ownersOf(workspaceId, ids)).toEqual([ines.memberId, karim.memberId]);
  const { history } = await getItem(admin, { itemId: ids[1] ?? '' });
  expect(history.slice(0, 3)).toMatchObject([
    { act: 'routed', details: { ownerId: ines.memberId } },
    { act: 'unrouted', details: { ownerId: ines.memberId, why: 'away' } },
    { act: 'routed', details: { ownerId: karim.memberId } },
  ]);
});

test('who takes a break within the shift keeps everything', async () => {
  const { workspaceId, ines, ids } = await aBegunItem();
  // Not so near to midnight that the break would end on another day.
  const noon = new Date();
  noon.setUTCHours(12, 0, 0, 0);
  await setAvailability(ines, {
    isAway: true,
    reason: 'break',
    backAt: new Date(noon.getTime() + 3_600_000).toISOString(),
  });
  expect(await routeItems(workspaceId, noon)).toEqual({ placed: 0, takenBack: 0 });
  expect(await ownersOf(workspaceId, ids)).toEqual([ines.memberId, ines.memberId]);
});

test('when the working hours are over, what was not begun waits for somebody who is here', async () => {
  const { workspaceId, ines, ids } = await aBegunItem();
  const hours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', until: '17:00' }));
  await setAvailability(ines, { hours, timeZone: 'UTC' });
  const monday = (hour: number) => new Date(`2026-11-23T${hour}:30:00Z`);
  expect(await routeItems(workspaceId, monday(16))).toEqual({ placed: 0, takenBack: 0 });
  expect(await routeItems(workspaceId, monday(17))).toEqual({ placed: 0, takenBack: 1 });
  expect(await ownersOf(workspaceId, ids)).toEqual([ines.memberId, null]);
  expect(await routeItems(workspaceId, new Date('2026-11-24T09:30:00Z'))).toEqual({ placed: 1, takenBack: 0 });
});

test('nothing is taken from under the hands of somebody who looks at it', async () => {
  const { workspaceId, ines, ids } = await aBegunItem();
  await setPresence(ines, { itemId: ids[1] ?? '', state: 'writing' });
  await setAvailability(ines, { daysOff: [new Date().toISOString().slice(0, 10)], timeZone: 'UTC' });
  expect(await routeItems(workspaceId)).toEqual({ placed: 0, takenBack: 0 });
  await setPresence(ines, { itemId: ids[1] ?? '', state: 'gone' });
  expect(await routeItems(workspaceId)).toEqual({ placed: 0, takenBack: 1 });
});

test('who closed the browser without a word keeps the items for a while, and no longer', async () => {
  const { workspaceId, ines, ids } = await aBegunItem();
  await closeBrowser(ines);
  const left = Date.now();
  expect(await routeItems(workspaceId, new Date(left))).toEqual({ placed: 0, takenBack: 0 });
  expect(await routeItems(workspaceId, new Date(left + UNSEEN_MS - 1000))).toEqual({ placed: 0, takenBack: 0 });
  expect(await routeItems(workspaceId, new Date(left + UNSEEN_MS))).toEqual({ placed: 0, takenBack: 1 });
  expect(await ownersOf(workspaceId, ids)).toEqual([ines.memberId, null]);
});

test('who was only cut off for a moment starts the while anew', async () => {
  const { workspaceId, ines } = await aBegunItem();
  await closeBrowser(ines);
  const left = Date.now();
  await routeItems(workspaceId, new Date(left));
  await openBrowser(ines);
  await routeItems(workspaceId, new Date(left + 1000));
  await closeBrowser(ines);
  await routeItems(workspaceId, new Date(left + 2000));
  expect(await routeItems(workspaceId, new Date(left + UNSEEN_MS + 1000))).toEqual({ placed: 0, takenBack: 0 });
  expect(await routeItems(workspaceId, new Date(left + UNSEEN_MS + 2000))).toMatchObject({ takenBack: 1 });
});

test('what a removed member had goes to somebody who is here, begun or not', async () => {
  const { workspaceId, admin, ines, ids } = await aBegunItem();
  const karim = await aPersonHere(workspaceId, 'Karim');
  await removeMember(admin, { memberId: ines.memberId });
  expect(await ownersOf(workspaceId, ids)).toEqual([null, null]);
  expect(await routeItems(workspaceId)).toEqual({ placed: 2, takenBack: 0 });
  expect(await ownersOf(workspaceId, ids)).toEqual([karim.memberId, karim.memberId]);
});
