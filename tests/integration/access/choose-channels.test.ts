import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { closeDatabase } from '#lib/db/close-database.ts';
import { chooseChannels } from '#lib/items/members/choose-channels.ts';
import { changeRole } from '#lib/items/members/change-role.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import { deleteTeam } from '#lib/items/team/delete-team.ts';
import { saveTeam } from '#lib/items/team/save-team.ts';
import { askForItem } from '#lib/items/requests/ask-for-item.ts';
import { handOver } from '#lib/items/requests/hand-over.ts';
import { listReceivers } from '#lib/items/team/list-receivers.ts';
import { restrictItem } from '#lib/items/restrict-item.ts';
import { assignItem } from '#lib/items/assign-item.ts';
import { bulkAct } from '#lib/items/bulk/bulk-act.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { closeHub } from '#lib/realtime/hub.ts';
import { subscribe } from '#lib/realtime/subscribe.ts';
import { setPresence } from '#lib/realtime/set-presence.ts';
import { announce } from '#lib/realtime/announce.ts';
import type { LiveMessage } from '#lib/realtime/types.ts';
import { acceptInvitation } from '#lib/workspaces/invitations/accept-invitation.ts';
import { inviteMember } from '#lib/workspaces/invitations/invite-member.ts';
import { listInvitations } from '#lib/workspaces/invitations/list-invitations.ts';
import { listMembers } from '#lib/workspaces/members/list-members.ts';
import type { Caller } from '#lib/caller.ts';
import { database } from '#tests/support/owner-database.ts';
import { aChannel, aMember, anItem, aWorkspace } from '#tests/support/factories.ts';
import { PASSWORD } from '#tests/support/users.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import { aMemberOf } from './hidden-world.ts';

afterAll(async () => {
  await closeHub();
  await closeDatabase();
});

async function twoChannels() {
  const { workspaceId, admin } = await aWorkspace();
  const [first, second] = await Promise.all([aChannel({ workspaceId }), aChannel({ workspaceId })]);
  const [inFirst, inSecond] = await Promise.all([
    anItem({ workspaceId, channelId: first.id }),
    anItem({ workspaceId, channelId: second.id }),
  ]);
  return { workspaceId, admin, first, second, inFirst, inSecond };
}

const listed = async (caller: Caller) => (await listItems(caller, {})).items.map(({ id }) => id).sort();

test('a member who loses a channel gives back the items there, and keeps the others', async () => {
  const { workspaceId, admin, first, inFirst, inSecond } = await twoChannels();
  const member = await aMember({ workspaceId });
  await claimItem(member, { itemId: inFirst.id });
  await claimItem(member, { itemId: inSecond.id });
  expect(await chooseChannels(admin, { memberId: member.memberId, channelIds: [first.id] })).toEqual({ freedItems: 1 });
  expect(await listed(member)).toEqual([inFirst.id]);
  const rows = new Map((await listItems(admin, {})).items.map((row) => [row.id, row.owner?.id ?? null]));
  expect([rows.get(inFirst.id), rows.get(inSecond.id)]).toEqual([member.memberId, null]);
  const view = (await listMembers(admin)).find(({ id }) => id === member.memberId);
  expect(view?.channelIds).toEqual([first.id]);

  expect(await chooseChannels(admin, { memberId: member.memberId, channelIds: null })).toEqual({ freedItems: 0 });
  expect(await listed(member)).toEqual([inFirst.id, inSecond.id].sort());
});

test('a choice is refused for an admin, an unknown channel, one of another workspace, and by whoever is no admin', async () => {
  const { workspaceId, admin, first } = await twoChannels();
  const lead = await aMember({ workspaceId, role: 'lead' });
  const elsewhere = await twoChannels();
  const refused = (memberId: string, channelIds: string[], by = admin) => chooseChannels(by, { memberId, channelIds });
  await expect(refused(admin.memberId, [first.id])).rejects.toMatchObject({ code: 'invalid' });
  await expect(refused(lead.memberId, [randomUUID()])).rejects.toMatchObject({ code: 'not_found' });
  await expect(refused(lead.memberId, [elsewhere.first.id])).rejects.toMatchObject({ code: 'not_found' });
  await expect(refused(elsewhere.admin.memberId, [first.id])).rejects.toMatchObject({ code: 'not_found' });
  await expect(refused(lead.memberId, [first.id], lead)).rejects.toMatchObject({ code: 'not_allowed' });
  expect((await listMembers(admin)).map(({ channelIds }) => channelIds)).toEqual([null, null]);
});

test('of a hundred choices at once the last one to commit holds as a whole', async () => {
  const { workspaceId, admin, first, second } = await twoChannels();
  const member = await aMember({ workspaceId });
  const choices = [null, [first.id], [second.id], [first.id, second.id], []];
  await Promise.all(
    Array.from({ length: 100 }, (_, at) =>
      chooseChannels(admin, { memberId: member.memberId, channelIds: choices[at % choices.length] ?? null }),
    ),
  );
  const view = (await listMembers(admin)).find(({ id }) => id === member.memberId);
  expect(choices.map((choice) => choice && [...choice].sort())).toContainEqual(view?.channelIds?.sort() ?? null);
}, 120_000);

test('an invited person sees the channels of the invitation, and an admin is invited to all', async () => {
  const { admin, first, inFirst } = await twoChannels();
  const email = `${randomUUID()}@example.test`;
  const { token } = await inviteMember(admin, { email, role: 'manager', channelIds: [first.id] });
  expect((await listInvitations(admin))[0]?.channelIds).toEqual([first.id]);
  const { memberId, userId, workspaceId } = await acceptInvitation({
    token,
    guest: { kind: 'new', name: 'Bob', password: PASSWORD, language: 'fr', isEmailVerified: false },
  });
  expect(await listed({ workspaceId, memberId, userId, role: 'manager' })).toEqual([inFirst.id]);
  await expect(inviteMember(admin, { email, role: 'admin', channelIds: [first.id] })).rejects.toMatchObject({
    code: expect.stringMatching(/already_exists|invalid/) as string,
  });
});

type Heard = { items: string[]; presence: string[]; resets: number };

async function listen(caller: Caller): Promise<Heard> {
  const heard: Heard = { items: [], presence: [], resets: 0 };
  let isReady = false;
  const stop = subscribe(caller, null, ({ event }: LiveMessage) => {
    if (event.kind === 'item') heard.items.push(...event.ids);
    if (event.kind === 'presence') heard.presence.push(event.itemId);
    if (event.kind === 'reset') heard.resets += 1;
    if (event.kind === 'ready') isReady = true;
  });
  stops.push(stop);
  await waitFor('the listener is ready', () => isReady);
  return heard;
}
const stops: (() => void)[] = [];

async function touch(workspaceId: string, itemId: string) {
  await database().prisma.$executeRaw`UPDATE "item" SET "version" = "version" + 1 WHERE "id" = ${itemId}::uuid`;
  announce(workspaceId);
}

test('an open live stream tells of nothing hidden, also once the access changes while it is open', async () => {
  const { workspaceId, admin, first, second, inFirst, inSecond } = await twoChannels();
  const member = await aMemberOf(workspaceId, [first.id]);
  const [hers, all] = [await listen(member), await listen(admin)];
  // While other transactions run, the change before may still be reported: she loads everything again instead of hearing.
  const touchBoth = async (): Promise<string[]> => {
    const [resets, before] = [hers.resets, all.items.length];
    hers.items.splice(0);
    await touch(workspaceId, inSecond.id);
    await touch(workspaceId, inFirst.id);
    await waitFor('the admin hears of both', () => all.items.slice(before).includes(inFirst.id));
    return hers.resets > resets ? await touchBoth() : hers.items.splice(0);
  };
  const loadsAgainAfter = async (act: () => Promise<unknown>) => {
    const { resets } = hers;
    await act();
    await waitFor('she loads everything again', () => hers.resets > resets);
  };
  expect(await touchBoth()).toEqual([inFirst.id]);
  const watcher = await aMember({ workspaceId });
  await setPresence(watcher, { itemId: inSecond.id, state: 'looking' });
  await setPresence(watcher, { itemId: inFirst.id, state: 'looking' });
  await waitFor('she hears who looks at her item', () => hers.presence.includes(inFirst.id));
  expect(hers.presence).toEqual([inFirst.id]);

  const { memberId } = member;
  await loadsAgainAfter(() => chooseChannels(admin, { memberId, channelIds: [second.id] }));
  expect(await touchBoth()).toEqual([inSecond.id]);

  await loadsAgainAfter(() => restrictItem(admin, { itemId: inSecond.id, memberIds: [] }));
  expect(await touchBoth()).toEqual([]);
  await loadsAgainAfter(() => changeRole(admin, { memberId, role: 'lead' }));
  expect(await touchBoth()).toEqual([inSecond.id]);
  for (const stop of stops.splice(0)) stop();
});

test('a confidential item is seen by leads, by those it names, and by whoever is asked to work on it', async () => {
  const { workspaceId, inFirst } = await twoChannels();
  const [manager, colleague, worker] = await Promise.all([1, 2, 3].map(() => aMember({ workspaceId })));
  const lead = await aMember({ workspaceId, role: 'lead' });
  if (!manager || !colleague || !worker) throw new Error('three members were made');
  const itemId = inFirst.id;
  const sees = async (who: Caller) => (await listed(who)).includes(itemId);

  const { item } = await restrictItem(manager, { itemId, memberIds: [] });
  expect(item.confidentialTo?.map(({ id }) => id)).toEqual([manager.memberId]);
  expect([await sees(manager), await sees(colleague), await sees(lead)]).toEqual([true, false, true]);
  await expect(getItem(colleague, { itemId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(restrictItem(colleague, { itemId, memberIds: null })).rejects.toMatchObject({ code: 'not_found' });
  await expect(claimItem(colleague, { itemId })).rejects.toMatchObject({ code: 'not_found' });

  await assignItem(lead, { itemId, ownerId: colleague.memberId, contributorIds: [worker.memberId] });
  expect([await sees(colleague), await sees(worker)]).toEqual([true, true]);
  await restrictItem(manager, { itemId, memberIds: null });
  expect(await sees(await aMember({ workspaceId }))).toBe(true);
  await expect(restrictItem(lead, { itemId, memberIds: [randomUUID()] })).rejects.toMatchObject({ code: 'not_found' });
});

test('an item is given to nobody who does not see its channel, one by one or many at once', async () => {
  const { workspaceId, admin, first, inFirst, inSecond } = await twoChannels();
  const member = await aMember({ workspaceId });
  const colleague = await aMember({ workspaceId });
  await chooseChannels(admin, { memberId: member.memberId, channelIds: [first.id] });
  const ownerId = member.memberId;

  const refusal = { code: 'no_channel_access', values: { name: expect.any(String) } };
  await expect(assignItem(admin, { itemId: inSecond.id, ownerId })).rejects.toMatchObject(refusal);
  await expect(
    assignItem(admin, { itemId: inSecond.id, ownerId: colleague.memberId, contributorIds: [ownerId] }),
  ).rejects.toMatchObject(refusal);
  expect((await getItem(admin, { itemId: inSecond.id })).item).toMatchObject({ owner: null, contributors: [] });
  const { changed } = await bulkAct(admin, { act: 'assign', ownerId, itemIds: [inFirst.id, inSecond.id] });
  expect(changed).toBe(1);
  expect((await getItem(admin, { itemId: inFirst.id })).item.owner?.id).toBe(ownerId);
  expect((await getItem(admin, { itemId: inSecond.id })).item.owner).toBeNull();
});

test('a colleague who does not see the channel stands in the picker with the reason, and is handed nothing', async () => {
  const { workspaceId, admin, first, inFirst, inSecond } = await twoChannels();
  const holder = await aMember({ workspaceId });
  const member = await aMemberOf(workspaceId, [first.id]);
  const cannot = async (...itemIds: string[]) =>
    (await listReceivers(holder, { itemIds })).find(({ id }) => id === member.memberId)?.cannot;
  expect(await cannot(inSecond.id)).toBe('channel');
  expect(await cannot(inFirst.id)).toBeNull();
  // She gets the first of the two.
  expect(await cannot(inFirst.id, inSecond.id)).toBeNull();

  await claimItem(holder, { itemId: inSecond.id });
  const { memberId } = member;
  await expect(handOver(holder, { itemId: inSecond.id, memberId })).rejects.toMatchObject({
    code: 'no_channel_access',
  });
  await expect(assignItem(admin, { itemId: inSecond.id, approverId: memberId })).rejects.toMatchObject({
    code: 'no_channel_access',
  });
  expect((await getItem(admin, { itemId: inSecond.id })).item).toMatchObject({
    owner: { id: holder.memberId },
    approver: null,
  });
});

test('whoever loses a channel has no part and no request there any more, and keeps those elsewhere', async () => {
  const { workspaceId, admin, first, inFirst, inSecond } = await twoChannels();
  const holder = await aMember({ workspaceId });
  const member = await aMember({ workspaceId });
  const [contributorIds, ownerId] = [[member.memberId], holder.memberId];
  for (const { id: itemId } of [inFirst, inSecond]) {
    await assignItem(admin, { itemId, ownerId, contributorIds, needsAll: true });
    await askForItem(member, { itemId, word: 'Je connais cette cliente' });
  }
  await chooseChannels(admin, { memberId: member.memberId, channelIds: [first.id] });
  const peopleOf = async ({ id: itemId }: { id: string }) => {
    const { contributors, requests } = (await getItem(admin, { itemId })).item;
    return { contributors: contributors.map(({ id }) => id), requests: requests.map(({ id }) => id) };
  };
  expect(await peopleOf(inFirst)).toEqual({ contributors: [member.memberId], requests: [member.memberId] });
  expect(await peopleOf(inSecond)).toEqual({ contributors: [], requests: [] });
  // Nobody waits for a part that cannot be finished.
  await resolveItem(holder, { itemId: inSecond.id });
  await expect(resolveItem(holder, { itemId: inFirst.id })).rejects.toMatchObject({ code: 'parts_open' });
});

test('an admin who becomes a manager again gives back what the old choice of channels hides', async () => {
  const { workspaceId, admin, first, inFirst, inSecond } = await twoChannels();
  const { memberId } = await aMemberOf(workspaceId, [first.id]);
  await changeRole(admin, { memberId, role: 'admin' });
  for (const { id: itemId } of [inFirst, inSecond]) await assignItem(admin, { itemId, ownerId: memberId });
  expect(await changeRole(admin, { memberId, role: 'manager' })).toEqual({ freedItems: 1 });
  expect((await getItem(admin, { itemId: inSecond.id })).item.owner).toBeNull();
  expect((await getItem(admin, { itemId: inFirst.id })).item.owner?.id).toBe(memberId);
});

test('whatever is given to somebody while a channel is taken from them, they hold nothing there afterwards', async () => {
  const { workspaceId, admin, first, second, inSecond } = await twoChannels();
  const lead = await aMember({ workspaceId, role: 'lead' });
  const { memberId: ownerId } = await aMember({ workspaceId });
  const items = [
    inSecond,
    ...(await Promise.all([1, 2, 3, 4].map(() => anItem({ workspaceId, channelId: second.id })))),
  ];
  const itemIds = items.map(({ id }) => id);
  for (let round = 0; round < 8; round += 1) {
    await chooseChannels(admin, { memberId: ownerId, channelIds: null });
    await Promise.allSettled([
      ...itemIds.map((itemId) => assignItem(lead, { itemId, ownerId, contributorIds: [lead.memberId] })),
      bulkAct(lead, { act: 'assign', ownerId, filter: { channel: second.id } }),
      chooseChannels(admin, { memberId: ownerId, channelIds: [first.id] }),
    ]);
    const { items: held } = await listItems(admin, { filter: { assignee: ownerId }, limit: 100 });
    expect(held.map(({ id }) => id)).toEqual([]);
  }
}, 60_000);

test('a part given while an item becomes confidential is one that can be done', async () => {
  const { workspaceId, admin, first } = await twoChannels();
  const manager = await aMember({ workspaceId });
  const worker = await aMember({ workspaceId });
  for (let round = 0; round < 10; round += 1) {
    const { id: itemId } = await anItem({ workspaceId, channelId: first.id });
    await Promise.all([
      restrictItem(manager, { itemId, memberIds: [] }),
      assignItem(admin, { itemId, contributorIds: [worker.memberId] }),
    ]);
    expect((await getItem(worker, { itemId })).item.contributors.map(({ id }) => id)).toEqual([worker.memberId]);
  }
});

test('whoever leaves, or becomes a client, is named in no confidential item any more', async () => {
  const { workspaceId, admin, inFirst, inSecond } = await twoChannels();
  const member = await aMember({ workspaceId });
  const { memberId } = member;
  for (const { id: itemId } of [inFirst, inSecond]) await restrictItem(admin, { itemId, memberIds: [memberId] });
  expect(await listed(member)).toHaveLength(2);
  await changeRole(admin, { memberId, role: 'client' });
  expect(await listed({ ...member, role: 'client' })).toEqual([]);
  await changeRole(admin, { memberId, role: 'manager' });
  expect(await listed(member)).toEqual([]);
});

test('a lead with some channels deletes a team everywhere', async () => {
  const { workspaceId, admin, first, inSecond } = await twoChannels();
  const lead = await aMemberOf(workspaceId, [first.id], { role: 'lead' });
  const { id: teamId } = await saveTeam(admin, { name: 'Nord', memberIds: [] });
  const { item } = await assignItem(admin, { itemId: inSecond.id, teamId });
  await deleteTeam(lead, { teamId });
  const after = (await getItem(admin, { itemId: inSecond.id })).item;
  expect(after.team).toBeNull();
  expect(after.version).toBeGreaterThan(item.version);
});

test('a client learns nothing of who holds how much', async () => {
  const { workspaceId } = await twoChannels();
  const client = await aMember({ workspaceId, role: 'client' });
  await expect(listReceivers(client, {})).rejects.toMatchObject({ code: 'not_allowed' });
});
