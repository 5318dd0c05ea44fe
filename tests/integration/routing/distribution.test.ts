import { expect, test } from 'vitest';
import { assignItem } from '#lib/items/assign-item.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { chooseChannels } from '#lib/items/members/choose-channels.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { restrictItem } from '#lib/items/restrict-item.ts';
import { saveTeam } from '#lib/items/team/save-team.ts';
import { editRouting } from '#lib/routing/edit-routing.ts';
import { getItemRouting } from '#lib/routing/get-item-routing.ts';
import { getRouting } from '#lib/routing/get-routing.ts';
import { listRoutingPeople } from '#lib/routing/list-people.ts';
import { routeDueWorkspaces } from '#lib/routing/route-due-workspaces.ts';
import { routeItems } from '#lib/routing/route-items.ts';
import { saveRoutingProfile } from '#lib/routing/save-profile.ts';
import { noProfile, noRouting } from '#lib/routing/types.ts';
import { setAvailability } from '#lib/workspaces/availability/set-availability.ts';
import { aContact, aMember, anItem, aTag, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { aPersonHere, aRoutedWorkspace, openBrowser, ownersOf } from './here.ts';

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

test('nothing is distributed until it is switched on', async () => {
  const { workspaceId, admin } = await aWorkspace();
  await aPersonHere(workspaceId, 'Inès');
  const { id } = await anItem({ workspaceId });
  expect(await getRouting(admin)).toEqual(noRouting);
  expect(await routeItems(workspaceId)).toEqual({ placed: 0, takenBack: 0 });
  expect(await ownersOf(workspaceId, [id])).toEqual([null]);
});

test('the oldest items go to who is here, up to their capacity, and the next one when something is resolved', async () => {
  const { workspaceId, channelId } = await aRoutedWorkspace();
  const ines = await aPersonHere(workspaceId, 'Inès');
  await aMember({ workspaceId, name: 'Not here' });
  const items = await Promise.all(
    [30, 20, 10].map((minutes) => anItem({ workspaceId, channelId, lastInboundAt: minutesAgo(minutes) })),
  );
  const ids = items.map(({ id }) => id);
  expect(await routeItems(workspaceId)).toEqual({ placed: 2, takenBack: 0 });
  expect(await ownersOf(workspaceId, ids)).toEqual([ines.memberId, ines.memberId, null]);
  expect(await routeItems(workspaceId)).toEqual({ placed: 0, takenBack: 0 });
  await resolveItem(ines, { itemId: ids[0] ?? '' });
  await routeDueWorkspaces();
  expect(await ownersOf(workspaceId, ids)).toEqual([ines.memberId, ines.memberId, ines.memberId]);
});

test('an item keeps its turn when its author writes again', async () => {
  const { workspaceId, channelId } = await aRoutedWorkspace();
  const first = await anItem({ workspaceId, channelId, lastInboundAt: minutesAgo(30) });
  const second = await anItem({ workspaceId, channelId, lastInboundAt: minutesAgo(20) });
  await routeItems(workspaceId);
  await database().prisma.item.updateMany({ where: { id: first.id }, data: { lastInboundAt: minutesAgo(1) } });
  const ines = await aPersonHere(workspaceId, 'Inès');
  await claimItem(ines, { itemId: (await anItem({ workspaceId, channelId })).id });
  await routeItems(workspaceId);
  expect(await ownersOf(workspaceId, [first.id, second.id])).toEqual([ines.memberId, null]);
});

test('each automatic assignment says in the history and in the item why it went to this person', async () => {
  const { workspaceId, channelId } = await aRoutedWorkspace({ weights: { ...noRouting.weights, comment: 2 } });
  const ines = await aPersonHere(workspaceId, 'Inès');
  const { id: itemId } = await anItem({ workspaceId, channelId, kind: 'comment' });
  await routeItems(workspaceId);
  const { history } = await getItem(ines, { itemId });
  expect(history[0]).toMatchObject({ act: 'routed', actor: 'system', details: { ownerId: ines.memberId } });
  expect(await getItemRouting(ines, { itemId })).toEqual({
    isOn: true,
    route: {
      member: { id: ines.memberId, name: 'Inès' },
      routedAt: expect.any(String),
      reason: 'most_room',
      weight: 2,
      load: 0,
      capacity: 2,
      candidates: 1,
    },
    wait: null,
  });
});

test('what a lead gave to the same person is no automatic assignment', async () => {
  const { workspaceId, admin, channelId } = await aRoutedWorkspace();
  const ines = await aPersonHere(workspaceId, 'Inès');
  const { id: itemId } = await anItem({ workspaceId, channelId });
  await routeItems(workspaceId);
  await assignItem(admin, { itemId, ownerId: null });
  await assignItem(admin, { itemId, ownerId: ines.memberId });
  expect((await getItemRouting(ines, { itemId })).route).toBeNull();
});

test('a contact’s next item goes back to who had the last one', async () => {
  const { workspaceId, channelId } = await aRoutedWorkspace({ capacity: 5 });
  const people = [await aPersonHere(workspaceId, 'Inès'), await aPersonHere(workspaceId, 'Karim')];
  const contact = await aContact({ workspaceId });
  for (const person of people) {
    await anItem({
      workspaceId,
      channelId,
      contactId: contact.id,
      status: 'resolved',
      ownerId: person.memberId,
      lastActivityAt: minutesAgo(person === people[0] ? 200 : 100),
    });
    // Both have as much to do, so that only the contact's past decides.
    await anItem({ workspaceId, channelId, ownerId: person.memberId });
  }
  const { id: itemId } = await anItem({ workspaceId, channelId, contactId: contact.id });
  await routeItems(workspaceId);
  const { route } = await getItemRouting(people[0] ?? expect.unreachable(), { itemId });
  expect(route).toMatchObject({ member: { name: 'Karim' }, reason: 'last_handler', candidates: 2 });
});

test('languages, networks, tags, skills and teams decide who gets what', async () => {
  const { workspaceId, admin, channelId } = await aRoutedWorkspace({ capacity: 10 });
  const tag = await aTag({ workspaceId, name: 'refund' });
  await editRouting(admin, { ...(await getRouting(admin)), skills: [{ tagId: tag.id, skill: 'billing' }] });
  const german = await aPersonHere(workspaceId, 'German');
  const billing = await aPersonHere(workspaceId, 'Billing');
  const night = await aPersonHere(workspaceId, 'Night');
  const profile = (memberId: string, given: object) => saveRoutingProfile(admin, { memberId, ...noProfile, ...given });
  await profile(german.memberId, { languages: ['de'] });
  await profile(billing.memberId, { languages: ['fr'], skills: ['billing'] });
  await profile(night.memberId, { languages: ['fr'], networks: ['instagram'] });
  const team = await saveTeam(admin, { name: 'Night', memberIds: [night.memberId] });
  const items = [
    await anItem({ workspaceId, channelId, language: 'de-CH' }),
    await anItem({ workspaceId, channelId, language: 'fr' }),
    await anItem({ workspaceId, channelId, language: 'fr', teamId: team.id }),
    await anItem({ workspaceId, channelId, language: 'it' }),
  ];
  const refund = items[1]?.id ?? expect.unreachable();
  await database().prisma.itemTag.create({
    data: { workspaceId, itemId: refund, tagId: tag.id, status: 'open', lastActivityAt: new Date() },
  });
  await routeItems(workspaceId);
  const ids = items.map(({ id }) => id);
  expect(await ownersOf(workspaceId, ids)).toEqual([german.memberId, billing.memberId, null, null]);
  const waits = async (itemId: string | undefined) =>
    (await getItemRouting(admin, { itemId: itemId ?? '' })).wait?.obstacles;
  expect(await waits(ids[2])).toEqual([
    { obstacle: 'team', count: 2 },
    { obstacle: 'network', count: 1 },
  ]);
  expect(await waits(ids[3])).toEqual([
    { obstacle: 'network', count: 1 },
    { obstacle: 'language', count: 2 },
  ]);
});

test('nobody is given an item of a channel that they do not see, or a confidential one that is hidden from them', async () => {
  const { workspaceId, admin, channelId } = await aRoutedWorkspace();
  const blind = await aPersonHere(workspaceId, 'Blind');
  await chooseChannels(admin, { memberId: blind.memberId, channelIds: [] });
  const manager = await aPersonHere(workspaceId, 'Manager');
  const named = await aPersonHere(workspaceId, 'Named');
  const secret = await anItem({ workspaceId, channelId, lastInboundAt: minutesAgo(60) });
  const others = [];
  for (let n = 0; n < 4; n += 1) others.push(await anItem({ workspaceId, channelId }));
  await restrictItem(admin, { itemId: secret.id, memberIds: [named.memberId] });
  await routeItems(workspaceId);
  expect(await ownersOf(workspaceId, [secret.id])).toEqual([named.memberId]);
  const owners = await ownersOf(
    workspaceId,
    others.map(({ id }) => id),
  );
  expect(owners.filter((id) => id === manager.memberId)).toHaveLength(2);
  expect(owners).not.toContain(blind.memberId);
});

test('leads and clients get nothing, unless a lead is given a capacity', async () => {
  const { workspaceId, admin, channelId } = await aRoutedWorkspace();
  const lead = await aMember({ workspaceId, role: 'lead', name: 'Lead' });
  const client = await aMember({ workspaceId, role: 'client' });
  for (const one of [admin, lead, client]) await openBrowser(one);
  const { id } = await anItem({ workspaceId, channelId });
  await routeItems(workspaceId);
  expect(await getItemRouting(lead, { itemId: id })).toMatchObject({ wait: { people: 0, obstacles: [] } });
  await saveRoutingProfile(admin, { memberId: lead.memberId, ...noProfile, capacity: 5 });
  await expect(
    saveRoutingProfile(admin, { memberId: client.memberId, ...noProfile, capacity: 5 }),
  ).rejects.toMatchObject({ code: 'invalid' });
  await routeItems(workspaceId);
  expect(await ownersOf(workspaceId, [id])).toEqual([lead.memberId]);
  expect(await listRoutingPeople(lead)).toMatchObject([
    { capacity: 0, load: 0 },
    { name: 'Lead', capacity: 5, load: 1, isSeen: true, absence: null },
  ]);
});

test('an item that nobody gets says why, and is given out when somebody comes back', async () => {
  const { workspaceId, channelId } = await aRoutedWorkspace({ capacity: 1 });
  const ines = await aPersonHere(workspaceId, 'Inès');
  const karim = await aPersonHere(workspaceId, 'Karim');
  await aMember({ workspaceId, name: 'Browser closed' });
  await setAvailability(karim, { isAway: true, reason: 'break' });
  await claimItem(ines, { itemId: (await anItem({ workspaceId, channelId })).id });
  const { id: itemId } = await anItem({ workspaceId, channelId });
  await routeItems(workspaceId);
  expect((await getItemRouting(ines, { itemId })).wait).toMatchObject({
    people: 3,
    obstacles: [
      { obstacle: 'not_here', count: 2 },
      { obstacle: 'full', count: 1 },
    ],
  });
  await setAvailability(karim, { isAway: false });
  await routeDueWorkspaces();
  expect(await ownersOf(workspaceId, [itemId])).toEqual([karim.memberId]);
});

test('only admins and leads say how items are distributed', async () => {
  const { workspaceId, admin } = await aRoutedWorkspace();
  const manager = await aMember({ workspaceId });
  const refused = { code: 'not_allowed' };
  await expect(editRouting(manager, noRouting)).rejects.toMatchObject(refused);
  await expect(listRoutingPeople(manager)).rejects.toMatchObject(refused);
  await expect(saveRoutingProfile(manager, { memberId: manager.memberId, ...noProfile })).rejects.toMatchObject(
    refused,
  );
  await expect(editRouting(admin, { ...noRouting, capacity: -1 })).rejects.toMatchObject({ code: 'invalid' });
});
