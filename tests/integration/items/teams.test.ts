import { expect, test } from 'vitest';
import { assignItem } from '#lib/items/assign-item.ts';
import { bulkAct } from '#lib/items/bulk/bulk-act.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { getCounts } from '#lib/items/counters/get-counts.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { finishPart } from '#lib/items/parts/finish-part.ts';
import { deleteTeam } from '#lib/items/team/delete-team.ts';
import { getTeam } from '#lib/items/team/get-team.ts';
import { listReceivers } from '#lib/items/team/list-receivers.ts';
import { undoAct } from '#lib/items/undo-act.ts';
import { listTeams } from '#lib/workspaces/teams/list-teams.ts';
import { saveTeam } from '#lib/items/team/save-team.ts';
import { aMember, anItem, aWorkspace } from '#tests/support/factories.ts';

const HOUR = 3_600_000;

test('an item given to a team waits in its queue, exactly counted, until somebody claims it', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const karim = await aMember({ workspaceId, name: 'Karim' });
  const { id: teamId } = await saveTeam(admin, { name: 'After-sales', memberIds: [karim.memberId] });
  const [first, second] = [await anItem({ workspaceId }), await anItem({ workspaceId })];
  await bulkAct(admin, { act: 'assign', itemIds: [first.id, second.id], ownerId: null, teamId });

  const queue = { status: ['open' as const], assignee: 'none', team: teamId };
  expect((await listItems(karim, { filter: queue })).items).toHaveLength(2);
  const counts = await getCounts(karim, { filter: queue });
  expect([counts.byTeam, counts.matching]).toEqual([{ [teamId]: 2 }, 2]);

  const { item } = await claimItem(karim, { itemId: first.id });
  expect(item.team).toEqual({ id: teamId, name: 'After-sales' });
  expect((await getCounts(karim)).byTeam).toEqual({ [teamId]: 1 });
  await expect(listItems(karim, { filter: { ...queue, q: 'colis' } })).rejects.toMatchObject({ code: 'invalid' });
});

test('a deleted team leaves its items with their holders, and an undo does not bring it back', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const karim = await aMember({ workspaceId });
  const { id: teamId } = await saveTeam(admin, { name: 'Nord', memberIds: [] });
  const { id: itemId } = await anItem({ workspaceId });
  await assignItem(admin, { itemId, ownerId: karim.memberId, teamId });
  const { undo } = await assignItem(admin, { itemId, teamId: null });
  await assignItem(admin, { itemId: (await anItem({ workspaceId })).id, teamId });

  expect(await deleteTeam(admin, { teamId })).toEqual({ freedItems: 1 });
  expect(await listTeams(admin)).toEqual([]);
  const [item] = (await undoAct(admin, { undo: undo ?? '' })).items;
  expect(item).toMatchObject({ team: null, owner: { id: karim.memberId } });
});

test('a team keeps its name for itself, loses who leaves, and is managed by leads alone', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const lead = await aMember({ workspaceId, role: 'lead' });
  const karim = await aMember({ workspaceId });
  const { id: teamId } = await saveTeam(lead, { name: ' Nord ', memberIds: [karim.memberId] });
  await expect(saveTeam(lead, { name: 'nord', memberIds: [] })).rejects.toMatchObject({ code: 'already_exists' });
  await expect(saveTeam(karim, { name: 'Sud', memberIds: [] })).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(deleteTeam(karim, { teamId })).rejects.toMatchObject({ code: 'not_allowed' });
  expect(await saveTeam(lead, { teamId, name: 'Nord', memberIds: [karim.memberId, lead.memberId] })).toEqual({
    id: teamId,
    freedItems: 0,
  });
  await removeMember(admin, { memberId: karim.memberId });
  expect((await listTeams(karim)).map(({ members }) => members.map(({ id }) => id))).toEqual([[lead.memberId]]);
});

test('of fifty teams made with one name at once, one is made', async () => {
  const { admin } = await aWorkspace();
  const made = await Promise.allSettled(
    Array.from({ length: 50 }, () => saveTeam(admin, { name: 'Nord', memberIds: [] })),
  );
  expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const one of made) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'already_exists' });
});

test('another workspace sees no team, cannot change one, and its people cannot join or be given one', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const { admin: stranger } = await aWorkspace();
  const { id: teamId } = await saveTeam(admin, { name: 'Nord', memberIds: [] });
  const { id: itemId } = await anItem({ workspaceId: stranger.workspaceId });
  expect(await listTeams(stranger)).toEqual([]);
  for (const act of [
    () => saveTeam(stranger, { teamId, name: 'x', memberIds: [] }),
    () => deleteTeam(stranger, { teamId }),
    () => assignItem(stranger, { itemId, teamId }),
    () => saveTeam(admin, { teamId, name: 'Nord', memberIds: [stranger.memberId] }),
  ]) {
    await expect(act()).rejects.toMatchObject({ code: 'not_found' });
  }
  expect((await getTeam(admin)).members.map(({ id }) => id)).toEqual([admin.memberId]);
  expect(
    (await listReceivers(stranger, { itemIds: [(await anItem({ workspaceId })).id] })).map(({ id }) => id),
  ).toEqual([stranger.memberId]);
});

test('the lead sees who holds how many, since when, and what is late; the queue is each one’s Mine', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const karim = await aMember({ workspaceId, name: 'Karim' });
  await aMember({ workspaceId, role: 'client', name: 'Client' });
  const late = await anItem({ workspaceId, lastInboundAt: new Date(Date.now() - 30 * HOUR) });
  const soon = await anItem({ workspaceId, replyDeadline: new Date(Date.now() + HOUR) });
  const shared = await anItem({ workspaceId });
  await anItem({ workspaceId, ownerId: karim.memberId, status: 'waiting' });
  for (const { id: itemId } of [late, soon]) await assignItem(admin, { itemId, ownerId: karim.memberId });
  await assignItem(admin, { itemId: shared.id, ownerId: admin.memberId, contributorIds: [karim.memberId] });
  await finishPart(admin, { itemId: shared.id });

  const { members, unassigned } = await getTeam(admin);
  expect(unassigned).toBe(0);
  expect(members.map(({ name }) => name)).not.toContain('Client');
  const one = members.find(({ id }) => id === karim.memberId);
  expect(one).toMatchObject({
    open: 2,
    parts: 1,
    waiting: 1,
    snoozed: 0,
    late: 1,
    expiring: 1,
    queue: 3,
    isHere: false,
  });
  expect(Date.parse(one?.oldestHeldSince ?? '')).toBeGreaterThan(Date.now() - HOUR);
  for (const caller of [admin, karim]) {
    const { queue } = members.find(({ id }) => id === caller.memberId) ?? expect.fail();
    expect((await getCounts(caller)).byView.mine).toBe(queue);
  }
  await expect(getTeam(karim)).rejects.toMatchObject({ code: 'not_allowed' });
});

test('a client stands in the list of receivers with the reason, and with what others hold', async () => {
  const { workspaceId, admin } = await aWorkspace();
  await aMember({ workspaceId, role: 'client', name: 'Client' });
  await anItem({ workspaceId, ownerId: admin.memberId });
  const receivers = await listReceivers(admin, {});
  expect(receivers.map(({ name, cannot, open }) => [name, cannot, open])).toEqual([
    ['Client', 'client', 0],
    ['Inès Morel', null, 1],
  ]);
});
