import { expect, test } from 'vitest';
import { previewRemoval } from '#lib/items/members/preview-removal.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { saveView } from '#lib/items/views/save-view.ts';
import { checkSession } from '#lib/users/sessions/check-session.ts';
import { createApiKey } from '#lib/workspaces/api-keys/create-api-key.ts';
import { authenticateApiKey } from '#lib/workspaces/api-keys/authenticate-api-key.ts';
import { endMemberSessions } from '#lib/workspaces/people/end-member-sessions.ts';
import { aMember, anItem, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { aSignedInMember } from '#tests/support/users.ts';

const until = new Date(Date.now() + 3_600_000);

/** A member who holds one thing of each kind. */
async function aBusyMember() {
  const { workspaceId, admin } = await aWorkspace();
  const leaving = await aMember({ workspaceId, role: 'admin', name: 'Tom' });
  const successor = await aMember({ workspaceId, name: 'Léa' });
  const open = await anItem({ workspaceId, ownerId: leaving.memberId, status: 'open' });
  const snoozed = await anItem({ workspaceId, ownerId: leaving.memberId, status: 'snoozed', snoozedUntil: until });
  const done = await anItem({ workspaceId, ownerId: leaving.memberId, status: 'resolved' });
  const others = await anItem({ workspaceId, ownerId: admin.memberId, status: 'open' });
  const { status, lastActivityAt } = others;
  await database().prisma.itemContributor.create({
    data: { workspaceId, itemId: others.id, memberId: leaving.memberId, status, lastActivityAt },
  });
  const view = await saveView(leaving, { name: 'Mine', filter: {}, isShared: false });
  const { key } = await createApiKey(leaving, { name: 'script' });
  return { workspaceId, admin, leaving, successor, open, snoozed, done, others, view, key };
}

const owners = async (workspaceId: string, ...ids: string[]) => {
  const rows = await database().prisma.item.findMany({ where: { workspaceId, id: { in: ids } } });
  return ids.map((id) => rows.find((row) => row.id === id)?.ownerId ?? null);
};

test('what a member holds is counted before it is handed over', async () => {
  const { admin, leaving } = await aBusyMember();
  await expect(previewRemoval(admin, { memberId: leaving.memberId })).resolves.toEqual({
    items: 2,
    snoozedItems: 1,
    lostItems: 0,
    parts: 1,
    approvals: 0,
    lostParts: 0,
    promises: 0,
    teams: 0,
    privateViews: 1,
    apiKeys: 1,
    runningActions: 0,
  });
});

test('a successor takes unfinished items with their snooze, parts and private views; keys stop working', async () => {
  const made = await aBusyMember();
  const { workspaceId, admin, leaving, successor, open, snoozed, done, others, view, key } = made;
  const removed = removeMember(admin, { memberId: leaving.memberId, successorId: successor.memberId });
  await expect(removed).resolves.toEqual({ freedItems: 2 });
  expect(await owners(workspaceId, open.id, snoozed.id, done.id, others.id)).toEqual([
    successor.memberId,
    successor.memberId,
    null,
    admin.memberId,
  ]);
  const { prisma } = database();
  expect(await prisma.item.findFirst({ where: { id: snoozed.id } })).toMatchObject({
    status: 'snoozed',
    snoozedUntil: until,
  });
  const contributors = await prisma.itemContributor.findMany({ where: { itemId: others.id } });
  expect(contributors.map(({ memberId }) => memberId)).toEqual([successor.memberId]);
  expect(await prisma.savedView.findFirst({ where: { id: view.id } })).toMatchObject({ memberId: successor.memberId });
  await expect(authenticateApiKey(key, workspaceId)).resolves.toBeNull();
  const histories = await prisma.itemHistory.findMany({ where: { workspaceId, act: 'succeeded' } });
  expect(histories.map(({ itemId }) => itemId).sort()).toEqual([open.id, snoozed.id].sort());
  expect(await checkCounters(workspaceId)).toEqual([]);
});

test('without a successor the items go back to the team, and the private view stays with the member', async () => {
  const { workspaceId, admin, leaving, open, snoozed, view } = await aBusyMember();
  await expect(removeMember(admin, { memberId: leaving.memberId })).resolves.toEqual({ freedItems: 2 });
  expect(await owners(workspaceId, open.id, snoozed.id)).toEqual([null, null]);
  const kept = await database().prisma.savedView.findFirst({ where: { id: view.id } });
  expect(kept).toMatchObject({ memberId: leaving.memberId });
  expect(await checkCounters(workspaceId)).toEqual([]);
});

test('a successor is a current member who works on items, of this workspace, and somebody else', async () => {
  const { workspaceId, admin, leaving, open } = await aBusyMember();
  const client = await aMember({ workspaceId, role: 'client' });
  const foreign = await aMember({ workspaceId: (await aWorkspace()).workspaceId });
  const to = (successorId: string) => removeMember(admin, { memberId: leaving.memberId, successorId });
  await expect(to(client.memberId)).rejects.toMatchObject({ code: 'invalid' });
  await expect(to(foreign.memberId)).rejects.toMatchObject({ code: 'not_found' });
  await expect(to(leaving.memberId)).rejects.toMatchObject({ code: 'not_found' });
  expect(await owners(workspaceId, open.id)).toEqual([leaving.memberId]);
});

test('a member who leaves names no successor', async () => {
  const { workspaceId } = await aWorkspace();
  const [leaving, colleague] = [await aMember({ workspaceId }), await aMember({ workspaceId })];
  const left = removeMember(leaving, { memberId: leaving.memberId, successorId: colleague.memberId });
  await expect(left).rejects.toMatchObject({ code: 'not_allowed' });
});

test('an admin signs a member out everywhere, and nobody else does', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const member = await aSignedInMember({ workspaceId });
  const lead = await aMember({ workspaceId, role: 'lead' });
  const other = await aWorkspace();
  const { memberId } = member.caller;
  await expect(endMemberSessions(lead, { memberId })).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(endMemberSessions(other.admin, { memberId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(checkSession(member.sessionId)).resolves.not.toBeNull();
  await expect(endMemberSessions(admin, { memberId })).resolves.toEqual({ revoked: 1 });
  await expect(checkSession(member.sessionId)).resolves.toBeNull();
});
