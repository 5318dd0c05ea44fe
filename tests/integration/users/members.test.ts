import { expect, test } from 'vitest';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { changeRole } from '#lib/items/members/change-role.ts';
import { listMembers } from '#lib/workspaces/members/list-members.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { aMember, anItem, aWorkspace } from '#tests/support/factories.ts';

const read = (workspaceId: string, id: string) =>
  inWorkspace(workspaceId, (tx) =>
    tx.item.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId, id } },
      select: { ownerId: true, claimedUntil: true, version: true, status: true },
    }),
  );

test('the last admin can neither leave nor give up her role', async () => {
  const { workspaceId, admin } = await aWorkspace();
  await aMember({ workspaceId, role: 'lead' });
  await expect(removeMember(admin, admin)).rejects.toMatchObject({ code: 'last_admin' });
  const given = changeRole(admin, { memberId: admin.memberId, role: 'lead' });
  await expect(given).rejects.toMatchObject({ code: 'last_admin' });
});

test('of two admins who remove each other at once, one stays', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { workspaceId, admin: a } = await aWorkspace();
    const b = await aMember({ workspaceId, role: 'admin' });
    const results = await Promise.allSettled([
      removeMember(a, b),
      round % 2 ? changeRole(b, { memberId: a.memberId, role: 'client' }) : removeMember(b, a),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const left = await listMembers(a);
    expect(left.filter(({ role }) => role === 'admin')).toHaveLength(1);
  }
});

test('the items of a removed member return to the team with exact counts and an entry in their history', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const leaving = await aMember({ workspaceId });
  const until = new Date(Date.now() + 60_000);
  const claimed = await anItem({ workspaceId, ownerId: leaving.memberId, claimedUntil: until, status: 'open' });
  const snoozed = await anItem({ workspaceId, ownerId: leaving.memberId, status: 'snoozed', snoozedUntil: until });
  const done = await anItem({ workspaceId, ownerId: leaving.memberId, status: 'resolved' });
  const hers = await anItem({ workspaceId, ownerId: admin.memberId, status: 'open' });
  expect((await listMembers(admin)).find(({ id }) => id === leaving.memberId)?.heldItems).toBe(2);

  await expect(removeMember(admin, leaving)).resolves.toEqual({ freedItems: 2 });
  for (const item of [claimed, snoozed]) {
    expect(await read(workspaceId, item.id)).toEqual({
      ownerId: null,
      claimedUntil: null,
      version: item.version + 1,
      status: item.status,
    });
  }
  expect(await read(workspaceId, done.id)).toMatchObject({ ownerId: null, version: done.version });
  expect(await read(workspaceId, hers.id)).toMatchObject({ ownerId: admin.memberId, version: hers.version });
  const history = await inWorkspace(workspaceId, (tx) =>
    tx.itemHistory.findMany({ where: { act: 'released' }, select: { itemId: true, memberId: true } }),
  );
  expect(new Set(history.map(({ itemId }) => itemId))).toEqual(new Set([claimed.id, snoozed.id]));
  expect(history.every(({ memberId }) => memberId === admin.memberId)).toBe(true);
  expect(await checkCounters(workspaceId)).toEqual([]);
});

test('a member who becomes a client loses her items, one who becomes a lead keeps them', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const member = await aMember({ workspaceId });
  const item = await anItem({ workspaceId, ownerId: member.memberId, status: 'open' });
  await changeRole(admin, { memberId: member.memberId, role: 'lead' });
  expect(await read(workspaceId, item.id)).toMatchObject({ ownerId: member.memberId });
  await changeRole(admin, { memberId: member.memberId, role: 'client' });
  expect(await read(workspaceId, item.id)).toMatchObject({ ownerId: null });
});

test('anyone may leave, only an admin removes members and changes roles', async () => {
  const { workspaceId, admin } = await aWorkspace();
  for (const role of ['lead', 'manager', 'client'] as const) {
    const member = await aMember({ workspaceId, role });
    await expect(removeMember(member, admin)).rejects.toMatchObject({ code: 'not_allowed' });
    const promoted = changeRole(member, { memberId: member.memberId, role: 'admin' });
    await expect(promoted).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(removeMember(member, member)).resolves.toEqual({ freedItems: 0 });
    await expect(removeMember(admin, member)).rejects.toMatchObject({ code: 'not_found' });
  }
});

test('members of another workspace are not found', async () => {
  const { admin } = await aWorkspace();
  const other = await aWorkspace();
  await expect(removeMember(admin, { memberId: other.admin.memberId })).rejects.toMatchObject({ code: 'not_found' });
  const changed = changeRole(admin, { memberId: other.admin.memberId, role: 'client' });
  await expect(changed).rejects.toMatchObject({ code: 'not_found' });
  expect(await listMembers(other.admin)).toMatchObject([{ role: 'admin' }]);
});
