import { afterAll, expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { assignItem } from '#lib/items/assign-item.ts';
import { getCounts } from '#lib/items/counters/get-counts.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import { changeRole } from '#lib/items/members/change-role.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { deleteTeam } from '#lib/items/team/delete-team.ts';
import { listReceivers } from '#lib/items/team/list-receivers.ts';
import { saveTeam } from '#lib/items/team/save-team.ts';
import { announce } from '#lib/realtime/announce.ts';
import { closeHub } from '#lib/realtime/hub.ts';
import { subscribe } from '#lib/realtime/subscribe.ts';
import type { LiveMessage } from '#lib/realtime/types.ts';
import { listWorkspaces } from '#lib/workspaces/list-workspaces.ts';
import { listMembers } from '#lib/workspaces/members/list-members.ts';
import { listTeams } from '#lib/workspaces/teams/list-teams.ts';
import { aChannel, aMember, anItem, aWorkspace } from '#tests/support/factories.ts';
import { waitForOpenTransactions } from '#tests/support/wait-for-open-transactions.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import { aMemberOf, fold } from './hidden-world.ts';

afterAll(async () => {
  await closeHub();
  await closeDatabase();
});

/** A workspace with an item in each of two channels, and a member who sees the first. */
async function twoChannels() {
  const { workspaceId, admin } = await aWorkspace();
  const [own, ofTeam] = await Promise.all([aChannel({ workspaceId }), aChannel({ workspaceId })]);
  const [inOwn, inTeam] = await Promise.all([
    anItem({ workspaceId, channelId: own.id }),
    anItem({ workspaceId, channelId: ofTeam.id }),
  ]);
  const member = await aMemberOf(workspaceId, [own.id]);
  return { workspaceId, admin, own, ofTeam, inOwn, inTeam, member };
}

const listed = async (caller: Caller) => (await listItems(caller, {})).items.map(({ id }) => id).sort();
const holderOf = async (admin: Caller, itemId: string) =>
  (await listItems(admin, {})).items.find(({ id }) => id === itemId)?.owner?.id ?? null;

test('the people of a team see its channels beside their own, in lists, counts and on the screen of workspaces', async () => {
  const { workspaceId, admin, own, ofTeam, inOwn, inTeam, member } = await twoChannels();
  expect(await listed(member)).toEqual([inOwn.id]);
  const { id: teamId } = await saveTeam(admin, {
    name: 'Nord',
    memberIds: [member.memberId],
    channelIds: [ofTeam.id],
  });
  await fold();

  expect(await listed(member)).toEqual([inOwn.id, inTeam.id].sort());
  expect((await getCounts(member)).byStatus.open).toBe(2);
  expect((await listWorkspaces(member.userId)).find(({ id }) => id === workspaceId)?.openItems).toBe(2);
  const view = (await listMembers(admin)).find(({ id }) => id === member.memberId);
  expect([view?.channelIds, view?.teamChannelIds]).toEqual([[own.id], [ofTeam.id]]);
  expect(await listTeams(admin)).toMatchObject([{ id: teamId, channelIds: [ofTeam.id], mayChange: true }]);
  const receiver = (await listReceivers(admin, { itemIds: [inTeam.id] })).find(({ id }) => id === member.memberId);
  expect(receiver?.cannot).toBeNull();
});

test('whoever loses a channel with a team gives back the items there, however the team changes', async () => {
  const { workspaceId, admin, ofTeam, inOwn, inTeam, member } = await twoChannels();
  const seer = await aMember({ workspaceId });
  const team = { name: 'Nord', memberIds: [member.memberId, seer.memberId], channelIds: [ofTeam.id] };
  const { id: teamId } = await saveTeam(admin, team);
  const held = async () => {
    await saveTeam(admin, { teamId, ...team });
    await assignItem(admin, { itemId: inTeam.id, ownerId: member.memberId });
    await assignItem(admin, { itemId: inOwn.id, ownerId: member.memberId });
  };
  const isBack = async () => {
    expect(await holderOf(admin, inTeam.id)).toBeNull();
    expect(await holderOf(admin, inOwn.id)).toBe(member.memberId);
    expect(await listed(member)).toEqual([inOwn.id]);
  };

  await held();
  expect(await saveTeam(admin, { teamId, ...team, memberIds: [seer.memberId] })).toMatchObject({ freedItems: 1 });
  await isBack();
  await held();
  expect(await saveTeam(admin, { teamId, ...team, channelIds: [] })).toMatchObject({ freedItems: 1 });
  await isBack();
  await held();
  expect(await deleteTeam(admin, { teamId })).toEqual({ freedItems: 1 });
  await isBack();
});

test('who sees a channel another way keeps the items there when the team goes', async () => {
  const { workspaceId, admin, ofTeam, inTeam, member } = await twoChannels();
  const seer = await aMember({ workspaceId });
  const first = await saveTeam(admin, { name: 'Nord', memberIds: [member.memberId], channelIds: [ofTeam.id] });
  await saveTeam(admin, { name: 'Sud', memberIds: [member.memberId], channelIds: [ofTeam.id] });
  await assignItem(admin, { itemId: inTeam.id, ownerId: member.memberId });
  expect(await deleteTeam(admin, { teamId: first.id })).toEqual({ freedItems: 0 });
  expect(await holderOf(admin, inTeam.id)).toBe(member.memberId);
  expect(await listed(seer)).toHaveLength(2);
});

test('a lead can neither let people into a team with channels, nor change, give or take its channels', async () => {
  const { workspaceId, admin, own, ofTeam, inTeam } = await twoChannels();
  const lead = await aMemberOf(workspaceId, [own.id], { role: 'lead' });
  const { id: teamId } = await saveTeam(admin, { name: 'Nord', memberIds: [], channelIds: [ofTeam.id] });
  const refused = { code: 'not_allowed' };
  // She sees neither the team's channels nor that it has some, other than that she may not change it.
  expect(await listTeams(lead)).toMatchObject([{ id: teamId, channelIds: [], mayChange: false }]);
  const mine = { teamId, name: 'Nord', memberIds: [lead.memberId] };
  await expect(saveTeam(lead, mine)).rejects.toMatchObject(refused);
  await expect(saveTeam(lead, { ...mine, channelIds: [] })).rejects.toMatchObject(refused);
  await expect(saveTeam(lead, { name: 'Sud', memberIds: [], channelIds: [own.id] })).rejects.toMatchObject(refused);
  await expect(deleteTeam(lead, { teamId })).rejects.toMatchObject(refused);
  expect(await listed(lead)).not.toContain(inTeam.id);
  await saveTeam(lead, { name: 'Ouest', memberIds: [lead.memberId] });
  expect((await listTeams(lead)).map(({ mayChange }) => mayChange)).toEqual([false, true]);
});

test('channels of another workspace and unknown ones are refused, and nothing is written', async () => {
  const { admin } = await twoChannels();
  const elsewhere = await twoChannels();
  await expect(saveTeam(admin, { name: 'Nord', memberIds: [], channelIds: [elsewhere.own.id] })).rejects.toMatchObject({
    code: 'not_found',
  });
  expect(await listTeams(admin)).toEqual([]);
});

test('whoever leaves and comes back, or changes role, sees no channel of a team that they left with it', async () => {
  const { admin, ofTeam, inOwn, inTeam, member } = await twoChannels();
  await saveTeam(admin, { name: 'Nord', memberIds: [member.memberId], channelIds: [ofTeam.id] });
  await claimItem(member, { itemId: inTeam.id });
  await changeRole(admin, { memberId: member.memberId, role: 'lead' });
  expect(await holderOf(admin, inTeam.id)).toBe(member.memberId);
  expect(await listed({ ...member, role: 'lead' })).toEqual([inOwn.id, inTeam.id].sort());
  await removeMember(admin, { memberId: member.memberId });
  expect(await holderOf(admin, inTeam.id)).toBeNull();
  expect((await listTeams(admin))[0]?.members).toEqual([]);
});

test('open browsers load again when a team gives a channel, and when it takes it away', async () => {
  const { workspaceId, admin, ofTeam, member } = await twoChannels();
  const bystander = await aMember({ workspaceId });
  await waitForOpenTransactions();
  const [mine, other] = [await listen(member), await listen(bystander)];
  const { id: teamId } = await saveTeam(admin, { name: 'Nord', memberIds: [member.memberId] });
  await saveTeam(admin, { teamId, name: 'Nord', memberIds: [member.memberId], channelIds: [ofTeam.id] });
  await waitFor('the member loads again', () => mine.resets === 1);
  await saveTeam(admin, { teamId, name: 'Nord', memberIds: [], channelIds: [ofTeam.id] });
  await waitFor('the member loads again', () => mine.resets === 2);
  await saveTeam(admin, { teamId, name: 'Nord', memberIds: [member.memberId], channelIds: [ofTeam.id] });
  await waitFor('the member loads again', () => mine.resets === 3);
  await deleteTeam(admin, { teamId });
  await waitFor('the member loads again', () => mine.resets === 4);
  expect(other.resets).toBe(0);
});

test('of fifty assignments while a team loses its channel, none stays with somebody who cannot open the item', async () => {
  const { workspaceId, admin, ofTeam, member } = await twoChannels();
  const team = { name: 'Nord', memberIds: [member.memberId], channelIds: [ofTeam.id] };
  const { id: teamId } = await saveTeam(admin, team);
  const items = await Promise.all(Array.from({ length: 50 }, () => anItem({ workspaceId, channelId: ofTeam.id })));
  await Promise.allSettled([
    ...items.slice(0, 25).map(({ id }) => assignItem(admin, { itemId: id, ownerId: member.memberId })),
    saveTeam(admin, { teamId, ...team, memberIds: [] }),
    ...items.slice(25).map(({ id }) => assignItem(admin, { itemId: id, ownerId: member.memberId })),
  ]);
  const owners = (await listItems(admin, { limit: 100 })).items.map(({ owner }) => owner?.id ?? null);
  expect(owners).not.toContain(member.memberId);
  await expect(assignItem(admin, { itemId: items[0]?.id ?? '', ownerId: member.memberId })).rejects.toBeDefined();
}, 60_000);

const stops: (() => void)[] = [];
afterAll(() => stops.forEach((stop) => stop()));

async function listen(caller: Caller): Promise<{ resets: number }> {
  const heard = { resets: 0 };
  let isReady = false;
  const stop = subscribe(caller, null, ({ event }: LiveMessage) => {
    if (event.kind === 'reset') heard.resets += 1;
    if (event.kind === 'ready') isReady = true;
  });
  stops.push(stop);
  await waitFor('the listener is ready', () => isReady);
  announce(caller.workspaceId);
  return heard;
}
