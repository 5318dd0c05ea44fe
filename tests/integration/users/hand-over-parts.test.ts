import { expect, test } from 'vitest';
import { assignItem } from '#lib/items/assign-item.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { releaseLapsedClaims } from '#lib/items/claims/release-lapsed-claims.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import { chooseChannels } from '#lib/items/members/choose-channels.ts';
import { finishPart } from '#lib/items/parts/finish-part.ts';
import { askForItem } from '#lib/items/requests/ask-for-item.ts';
import { handOver } from '#lib/items/requests/hand-over.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { restrictItem } from '#lib/items/restrict-item.ts';
import { undoAct } from '#lib/items/undo-act.ts';
import { listTeams } from '#lib/workspaces/teams/list-teams.ts';
import { saveTeam } from '#lib/items/team/save-team.ts';
import { previewRemoval } from '#lib/items/members/preview-removal.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { aChannel, aMember, anItem, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';

const owners = async (workspaceId: string, ...ids: string[]) => {
  const rows = await database().prisma.item.findMany({ where: { workspaceId, id: { in: ids } } });
  return ids.map((id) => rows.find((row) => row.id === id)?.ownerId ?? null);
};

/** Contributors of an item, as pairs of who and whether as the approver. */
const partsOf = async (itemId: string) => {
  const rows = await database().prisma.itemContributor.findMany({ where: { itemId } });
  return rows.map(({ memberId, isApprover, doneAt }) => ({ memberId, isApprover, isDone: doneAt !== null }));
};

test('a successor takes the approver’s place and open parts, and not what was finished', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const tom = await aMember({ workspaceId, name: 'Tom' });
  const lea = await aMember({ workspaceId, name: 'Léa' });
  const [approved, done, both, hers] = [
    await anItem({ workspaceId }),
    await anItem({ workspaceId }),
    await anItem({ workspaceId }),
    await anItem({ workspaceId }),
  ];
  await assignItem(admin, { itemId: approved.id, ownerId: admin.memberId, approverId: tom.memberId, needsAll: true });
  await assignItem(admin, { itemId: done.id, contributorIds: [tom.memberId] });
  await finishPart(tom, { itemId: done.id });
  await assignItem(admin, { itemId: both.id, contributorIds: [lea.memberId], approverId: tom.memberId });
  await finishPart(lea, { itemId: both.id });
  await assignItem(admin, { itemId: hers.id, ownerId: lea.memberId, contributorIds: [tom.memberId] });

  const preview = await previewRemoval(admin, { memberId: tom.memberId, successorId: lea.memberId });
  expect(preview).toMatchObject({ items: 0, parts: 3, approvals: 2, lostParts: 1 });
  await removeMember(admin, { memberId: tom.memberId, successorId: lea.memberId });

  expect(await partsOf(approved.id)).toEqual([{ memberId: lea.memberId, isApprover: true, isDone: false }]);
  expect(await partsOf(done.id)).toEqual([]);
  expect(await partsOf(both.id)).toEqual([{ memberId: lea.memberId, isApprover: true, isDone: false }]);
  expect(await partsOf(hers.id)).toEqual([]);
  // The approval is still waited for.
  await expect(resolveItem(admin, { itemId: approved.id })).rejects.toMatchObject({ code: 'parts_open' });
  const { history } = await getItem(admin, { itemId: approved.id });
  expect(history.at(-1)).toMatchObject({ act: 'parts_changed', details: { to: lea.memberId }, canUndo: false });
  expect(await checkCounters(workspaceId)).toEqual([]);
});

test('a successor gets nothing of a channel that they do not see: it goes back to the team', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const tom = await aMember({ workspaceId, name: 'Tom' });
  const lea = await aMember({ workspaceId, name: 'Léa' });
  const [seen, hidden] = [await aChannel({ workspaceId }), await aChannel({ workspaceId })];
  await chooseChannels(admin, { memberId: lea.memberId, channelIds: [seen.id] });
  const [taken, left] = [
    await anItem({ workspaceId, channelId: seen.id, ownerId: tom.memberId }),
    await anItem({ workspaceId, channelId: hidden.id, ownerId: tom.memberId }),
  ];
  const part = await anItem({ workspaceId, channelId: hidden.id, ownerId: admin.memberId });
  await assignItem(admin, { itemId: part.id, contributorIds: [tom.memberId] });

  const preview = await previewRemoval(admin, { memberId: tom.memberId, successorId: lea.memberId });
  expect(preview).toMatchObject({ items: 2, lostItems: 1, parts: 1, lostParts: 1 });
  await removeMember(admin, { memberId: tom.memberId, successorId: lea.memberId });
  expect(await owners(workspaceId, taken.id, left.id, part.id)).toEqual([lea.memberId, null, admin.memberId]);
  expect(await partsOf(part.id)).toEqual([]);
  expect((await listItems(lea, {})).items.map(({ id }) => id)).toEqual([taken.id]);
  expect(await checkCounters(workspaceId)).toEqual([]);
});

test('a confidential item names the successor who takes it over, and no longer who left', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const tom = await aMember({ workspaceId, name: 'Tom' });
  const lea = await aMember({ workspaceId, name: 'Léa' });
  const item = await anItem({ workspaceId, ownerId: tom.memberId });
  await restrictItem(admin, { itemId: item.id, memberIds: [tom.memberId] });
  await expect(getItem(lea, { itemId: item.id })).rejects.toMatchObject({ code: 'not_found' });
  await removeMember(admin, { memberId: tom.memberId, successorId: lea.memberId });
  await expect(getItem(lea, { itemId: item.id })).resolves.toMatchObject({ item: { owner: { name: 'Léa' } } });
  const [row] = await database().prisma.$queryRaw<{ named: string[] }[]>`
    SELECT "confidentialTo"::text[] AS named FROM "item" WHERE "id" = ${item.id}::uuid`;
  expect(row?.named).not.toContain(tom.memberId);
});

test('what a colleague asks of who leaves is asked of the successor, whose own question is answered', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const tom = await aMember({ workspaceId, name: 'Tom' });
  const [lea, karim] = [await aMember({ workspaceId, name: 'Léa' }), await aMember({ workspaceId, name: 'Karim' })];
  const item = await anItem({ workspaceId, ownerId: tom.memberId });
  await askForItem(karim, { itemId: item.id, word: 'I know her' });
  await askForItem(lea, { itemId: item.id });
  const asks = await anItem({ workspaceId, ownerId: karim.memberId });
  await askForItem(tom, { itemId: asks.id });
  await removeMember(admin, { memberId: tom.memberId, successorId: lea.memberId });
  const requestsOf = async (itemId: string) => (await getItem(admin, { itemId })).item.requests;
  expect(await requestsOf(item.id)).toMatchObject([{ id: karim.memberId, word: 'I know her' }]);
  expect(await requestsOf(asks.id)).toEqual([]);
  // The successor answers it like her own.
  await expect(handOver(lea, { itemId: item.id })).resolves.toMatchObject({ item: { owner: { name: 'Karim' } } });
});

test('nobody waits for a sign of who has left, and no team counts them', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const tom = await aMember({ workspaceId, name: 'Tom' });
  const item = await anItem({ workspaceId });
  await claimItem(tom, { itemId: item.id });
  await releaseLapsedClaims(new Date(Date.now() + 3_600_000));
  await saveTeam(admin, { name: 'Night', memberIds: [tom.memberId, admin.memberId] });
  expect((await getItem(admin, { itemId: item.id })).item.lapsedOwner).toMatchObject({ name: 'Tom' });
  await expect(previewRemoval(admin, { memberId: tom.memberId })).resolves.toMatchObject({ teams: 1 });
  await removeMember(admin, { memberId: tom.memberId });
  expect((await getItem(admin, { itemId: item.id })).item.lapsedOwner).toBeNull();
  expect((await listTeams(admin))[0]?.members.map(({ id }) => id)).toEqual([admin.memberId]);
});

test('an undo after the hand-over gives nothing back to who has left', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const [tom, lea] = [await aMember({ workspaceId, name: 'Tom' }), await aMember({ workspaceId, name: 'Léa' })];
  const item = await anItem({ workspaceId, ownerId: tom.memberId });
  await removeMember(admin, { memberId: tom.memberId, successorId: lea.memberId });
  const { history } = await getItem(admin, { itemId: item.id });
  expect(history.at(-1)).toMatchObject({ act: 'succeeded', canUndo: false });
  await undoAct(admin, { undo: history.at(-1)?.id ?? '' }).catch(() => null);
  expect(await owners(workspaceId, item.id)).toEqual([lea.memberId]);
});

test('of colleagues who are made each other’s successor at once, one stays, with what both held', async () => {
  for (let round = 0; round < 8; round += 1) {
    const { workspaceId, admin } = await aWorkspace();
    const other = await aMember({ workspaceId, role: 'admin' });
    const [tom, lea] = [await aMember({ workspaceId, name: 'Tom' }), await aMember({ workspaceId, name: 'Léa' })];
    const items = await Promise.all([tom, lea].map(({ memberId }) => anItem({ workspaceId, ownerId: memberId })));
    const claimed = await anItem({ workspaceId });
    const outcomes = await Promise.allSettled([
      removeMember(admin, { memberId: tom.memberId, successorId: lea.memberId }),
      removeMember(other, { memberId: lea.memberId, successorId: tom.memberId }),
      assignItem(other, { itemId: claimed.id, ownerId: tom.memberId }),
    ]);
    const removals = outcomes.slice(0, 2);
    expect(removals.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const stays = removals[0]?.status === 'fulfilled' ? lea : tom;
    expect(await owners(workspaceId, ...items.map(({ id }) => id))).toEqual([stays.memberId, stays.memberId]);
    const [of] = await owners(workspaceId, claimed.id);
    expect([null, stays.memberId]).toContain(of);
    expect(await checkCounters(workspaceId)).toEqual([]);
  }
});
