import { expect, test } from 'vitest';
import { assignItem } from '#lib/items/assign-item.ts';
import { bulkAct } from '#lib/items/bulk/bulk-act.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { releaseLapsedClaims } from '#lib/items/claims/release-lapsed-claims.ts';
import { getCounts } from '#lib/items/counters/get-counts.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { ignoreItem } from '#lib/items/ignore-item.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { finishPart, reopenPart } from '#lib/items/parts/finish-part.ts';
import { reopenItem } from '#lib/items/reopen-item.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { undoAct } from '#lib/items/undo-act.ts';
import type { Caller } from '#lib/caller.ts';
import { aMember, anItem, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';

async function aTeamAtWork() {
  const { workspaceId, admin: lead } = await aWorkspace();
  const owner = await aMember({ workspaceId, name: 'Inès' });
  const karim = await aMember({ workspaceId, name: 'Karim' });
  const lea = await aMember({ workspaceId, name: 'Léa' });
  const { id: itemId } = await anItem({ workspaceId });
  return { workspaceId, lead, owner, karim, lea, itemId };
}

/** Whether a member has the item in Mine, where the list and the count must agree. */
async function isMine(caller: Caller): Promise<boolean> {
  const { items } = await listItems(caller, { filter: { status: ['open'], assignee: 'me' } });
  expect((await getCounts(caller)).byView.mine).toBe(items.length);
  return items.length > 0;
}

test('each person on an item has it in Mine until their part is done', async () => {
  const { lead, owner, karim, lea, itemId } = await aTeamAtWork();
  const { item } = await assignItem(lead, {
    itemId,
    ownerId: owner.memberId,
    contributorIds: [karim.memberId],
    approverId: lea.memberId,
  });
  expect(item).toMatchObject({
    owner: { name: 'Inès' },
    contributors: [{ name: 'Karim', doneAt: null }],
    approver: { name: 'Léa', doneAt: null },
  });
  expect([await isMine(owner), await isMine(karim), await isMine(lea)]).toEqual([true, true, true]);

  await finishPart(karim, { itemId });
  expect([await isMine(owner), await isMine(karim), await isMine(lea)]).toEqual([true, false, true]);
  await finishPart(owner, { itemId });
  expect([await isMine(owner), await isMine(karim), await isMine(lea)]).toEqual([false, false, true]);
  // The last one leaves it to the owner, so that it is never in nobody's queue.
  await finishPart(lea, { itemId });
  expect([await isMine(owner), await isMine(karim), await isMine(lea)]).toEqual([true, false, false]);

  await reopenPart(lead, { itemId, memberId: karim.memberId });
  expect([await isMine(owner), await isMine(karim)]).toEqual([false, true]);
});

test('an item that needs all parts is closed by nobody before they are done, and then by anyone', async () => {
  const { lead, owner, karim, itemId } = await aTeamAtWork();
  await assignItem(lead, { itemId, ownerId: owner.memberId, contributorIds: [karim.memberId], needsAll: true });

  for (const close of [resolveItem, ignoreItem]) {
    await expect(close(owner, { itemId })).rejects.toMatchObject({ code: 'parts_open', values: { names: 'Karim' } });
    await expect(close(lead, { itemId })).rejects.toMatchObject({
      code: 'parts_open',
      values: { names: 'Inès, Karim' },
    });
  }
  expect(await bulkAct(owner, { act: 'resolve', itemIds: [itemId] })).toEqual({ changed: 0, undo: null });
  expect(await bulkAct(lead, { act: 'ignore', filter: {} })).toMatchObject({ changed: 0 });

  await finishPart(karim, { itemId });
  await expect(resolveItem(karim, { itemId })).rejects.toMatchObject({ code: 'parts_open' });
  expect((await resolveItem(owner, { itemId })).item.status).toBe('resolved');
});

test('who finishes last finishes by closing, and an undo gives the part back', async () => {
  const { lead, owner, karim, itemId } = await aTeamAtWork();
  await assignItem(lead, { itemId, ownerId: owner.memberId, contributorIds: [karim.memberId], needsAll: true });
  await finishPart(owner, { itemId });
  const { item, undo } = await resolveItem(karim, { itemId });
  expect(item).toMatchObject({ status: 'resolved' });
  await undoAct(karim, { undo: undo ?? '' });
  expect([await isMine(owner), await isMine(karim)]).toEqual([false, true]);
});

test('without that wish, anyone closes an item whose parts are open', async () => {
  const { lead, owner, karim, lea, itemId } = await aTeamAtWork();
  await assignItem(lead, { itemId, ownerId: owner.memberId, contributorIds: [karim.memberId] });
  expect((await resolveItem(lea, { itemId })).item.status).toBe('resolved');
});

test('what an undo would close stays open while parts are open', async () => {
  const { lead, owner, karim, itemId } = await aTeamAtWork();
  await resolveItem(owner, { itemId });
  const { undo } = await reopenItem(owner, { itemId });
  await assignItem(lead, { itemId, contributorIds: [karim.memberId], needsAll: true });

  await expect(undoAct(owner, { undo: undo ?? '' })).rejects.toMatchObject({ code: 'nothing_to_undo' });
  expect((await getItem(owner, { itemId })).item.status).toBe('open');
});

test('a hundred who close an item while the lead puts somebody on it: never closed with a part open', async () => {
  const { workspaceId, lead, owner, karim } = await aTeamAtWork();
  const items = await Promise.all(Array.from({ length: 50 }, () => anItem({ workspaceId })));
  await Promise.all(
    items.flatMap(({ id: itemId }) => [
      assignItem(lead, { itemId, contributorIds: [karim.memberId], needsAll: true }),
      resolveItem(owner, { itemId }).catch((refusal: unknown) => expect(refusal).toMatchObject({ code: 'parts_open' })),
    ]),
  );
  const history = await database().prisma.itemHistory.findMany({
    where: { workspaceId, act: { in: ['parts_changed', 'resolved'] } },
    orderBy: { id: 'asc' },
    select: { itemId: true, act: true },
  });
  for (const { id } of items) {
    const acts = history.filter(({ itemId }) => itemId === id).map(({ act }) => act);
    // Closed first, or not at all.
    expect([['parts_changed'], ['resolved', 'parts_changed']]).toContainEqual(acts);
  }
});

test('an undo gives back the parts as they were, done or not', async () => {
  const { lead, owner, karim, lea, itemId } = await aTeamAtWork();
  await assignItem(lead, { itemId, ownerId: owner.memberId, contributorIds: [karim.memberId] });
  const done = await finishPart(karim, { itemId });
  const { undo } = await assignItem(lead, { itemId, contributorIds: [], approverId: lea.memberId, needsAll: true });

  const [before] = (await undoAct(lead, { undo: undo ?? '' })).items;
  expect(before).toMatchObject({ contributors: [{ name: 'Karim' }], approver: null, needsAll: false });
  expect(before?.contributors[0]?.doneAt).toEqual(done.item.contributors[0]?.doneAt);

  await undoAct(karim, { undo: done.undo ?? '' });
  expect(await isMine(karim)).toBe(true);
});

test('a change of the parts leaves the claim of the owner with its lease', async () => {
  const { lead, owner, karim, itemId } = await aTeamAtWork();
  const { item } = await claimItem(owner, { itemId });
  const after = await assignItem(lead, { itemId, contributorIds: [karim.memberId] });
  expect(after.item).toMatchObject({ owner: { name: 'Inès' }, claimedUntil: item.claimedUntil });
});

test('the owner does not approve their own item: the approver that it has stays', async () => {
  const { lead, owner, lea, itemId } = await aTeamAtWork();
  await assignItem(lead, { itemId, ownerId: owner.memberId, approverId: lea.memberId });
  await expect(assignItem(lead, { itemId, approverId: owner.memberId })).rejects.toMatchObject({
    code: 'invalid',
    values: { field: 'approverId' },
  });
  const named = await bulkAct(lead, { act: 'assign', itemIds: [itemId], approverId: owner.memberId });
  expect(named).toEqual({ changed: 0, undo: null });
  expect((await getItem(lead, { itemId })).item).toMatchObject({ owner: { name: 'Inès' }, approver: { name: 'Léa' } });
});

test('a client, a stranger and a former member get no part, and nobody finishes a part that is not theirs', async () => {
  const { workspaceId, lead, karim, lea, itemId } = await aTeamAtWork();
  const client = await aMember({ workspaceId, role: 'client' });
  const { admin: stranger } = await aWorkspace();
  await expect(assignItem(lead, { itemId, approverId: client.memberId })).rejects.toMatchObject({
    code: 'invalid',
    values: { field: 'approverId' },
  });
  await expect(assignItem(lead, { itemId, approverId: stranger.memberId })).rejects.toMatchObject({
    code: 'not_found',
  });
  await removeMember(lead, { memberId: lea.memberId });
  await expect(assignItem(lead, { itemId, approverId: lea.memberId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(finishPart(karim, { itemId })).rejects.toMatchObject({ code: 'no_part' });
  await expect(finishPart(client, { itemId })).rejects.toMatchObject({ code: 'not_allowed' });
  await assignItem(lead, { itemId, contributorIds: [karim.memberId] });
  await expect(reopenPart(karim, { itemId, memberId: lead.memberId })).rejects.toMatchObject({ code: 'not_allowed' });
});

test('an item that went back because its owner fell silent says whose it was, until somebody has it', async () => {
  const { owner, karim, itemId } = await aTeamAtWork();
  await claimItem(owner, { itemId });
  await releaseLapsedClaims(new Date(Date.now() + 3_600_000));

  const { item, history } = await getItem(karim, { itemId });
  expect(item).toMatchObject({ owner: null, lapsedOwner: { name: 'Inès' } });
  expect(history.at(-1)).toMatchObject({ act: 'claim_lapsed', details: { ownerId: owner.memberId } });
  expect((await claimItem(karim, { itemId })).item.lapsedOwner).toBeNull();
});
