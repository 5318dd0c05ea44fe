import { expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { assignItem } from '#lib/items/assign-item.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { changeRole } from '#lib/items/members/change-role.ts';
import { chooseChannels } from '#lib/items/members/choose-channels.ts';
import { finishPart } from '#lib/items/parts/finish-part.ts';
import { restrictItem } from '#lib/items/restrict-item.ts';
import { undoAct } from '#lib/items/undo-act.ts';
import { saveTeam } from '#lib/workspaces/teams/save-team.ts';
import { aChannel, aMember, anItem, aWorkspace } from '#tests/support/factories.ts';

async function aWorld() {
  const { workspaceId, admin } = await aWorkspace();
  const [karim, lea] = [await aMember({ workspaceId, name: 'Karim' }), await aMember({ workspaceId, name: 'Léa' })];
  const channel = await aChannel({ workspaceId });
  const { id: itemId } = await anItem({ workspaceId, channelId: channel.id });
  return { workspaceId, admin, lead: await aMember({ workspaceId, role: 'lead' }), karim, lea, channel, itemId };
}

const read = async (caller: Caller, itemId: string) => (await getItem(caller, { itemId })).item;
const idsOf = (members: readonly { id: string }[]) => members.map(({ id }) => id);

test('an undo leaves alone who has been given a part since', async () => {
  const { admin, lead, karim, lea, itemId } = await aWorld();
  const { undo } = await assignItem(admin, { itemId, contributorIds: [karim.memberId] });
  await assignItem(lead, { itemId, contributorIds: [karim.memberId], approverId: lea.memberId, needsAll: true });
  await expect(undoAct(admin, { undo: undo ?? '' })).rejects.toMatchObject({ code: 'nothing_to_undo' });
  const item = await read(admin, itemId);
  expect([idsOf(item.contributors), item.approver?.id, item.needsAll]).toEqual([[karim.memberId], lea.memberId, true]);
});

test('an undo takes back what the act set and nothing else', async () => {
  const { admin, lead, karim, lea, itemId } = await aWorld();
  const { undo } = await assignItem(admin, { itemId, contributorIds: [karim.memberId] });
  const team = await saveTeam(lead, { name: 'Nord', memberIds: [] });
  await assignItem(lead, { itemId, ownerId: lea.memberId, teamId: team.id, needsAll: true });
  await undoAct(admin, { undo: undo ?? '' });
  expect(await read(admin, itemId)).toMatchObject({
    contributors: [],
    owner: { id: lea.memberId },
    team: { id: team.id },
    needsAll: true,
  });
});

test('an undo gives nothing back to whoever lost the channel, or may not work on items any more', async () => {
  const { admin, lead, karim, lea, channel, itemId } = await aWorld();
  const other = await aChannel({ workspaceId: admin.workspaceId });
  await assignItem(lead, { itemId, ownerId: karim.memberId, contributorIds: [lea.memberId] });
  const { undo } = await assignItem(lead, { itemId, ownerId: null, contributorIds: [] });
  await chooseChannels(admin, { memberId: karim.memberId, channelIds: [other.id] });
  await changeRole(admin, { memberId: lea.memberId, role: 'client' });
  await undoAct(lead, { undo: undo ?? '' });
  expect(await read(admin, itemId)).toMatchObject({ owner: null, contributors: [] });

  await chooseChannels(admin, { memberId: karim.memberId, channelIds: [channel.id] });
  expect((await assignItem(lead, { itemId, ownerId: karim.memberId })).item.owner?.id).toBe(karim.memberId);
});

test('a contributor who takes their part back leaves the owner’s as it is', async () => {
  const { admin, karim, lea, itemId } = await aWorld();
  await assignItem(admin, { itemId, ownerId: lea.memberId, contributorIds: [karim.memberId] });
  const { undo } = await finishPart(karim, { itemId });
  await finishPart(lea, { itemId });
  await undoAct(karim, { undo: undo ?? '' });
  const item = await read(admin, itemId);
  expect(item.ownerDoneAt).not.toBeNull();
  expect(item.contributors[0]?.doneAt).toBeNull();
});

test('a confidential item given to the wrong person is hidden from them again by the undo', async () => {
  const { admin, lead, karim, lea, itemId } = await aWorld();
  await assignItem(lead, { itemId, ownerId: lea.memberId });
  await restrictItem(lead, { itemId, memberIds: [] });
  const { undo } = await assignItem(lead, { itemId, ownerId: karim.memberId });
  expect((await read(karim, itemId)).owner?.id).toBe(karim.memberId);
  await undoAct(lead, { undo: undo ?? '' });
  await expect(read(karim, itemId)).rejects.toMatchObject({ code: 'not_found' });
  expect(idsOf((await read(admin, itemId)).confidentialTo ?? [])).toEqual([lea.memberId]);
});

test('whoever was named before the act stays named after its undo', async () => {
  const { admin, lead, karim, lea, itemId } = await aWorld();
  await assignItem(lead, { itemId, ownerId: lea.memberId });
  await restrictItem(lead, { itemId, memberIds: [karim.memberId] });
  const { undo } = await assignItem(lead, { itemId, ownerId: karim.memberId });
  await undoAct(lead, { undo: undo ?? '' });
  expect(idsOf((await read(admin, itemId)).confidentialTo ?? []).sort()).toEqual([karim.memberId, lea.memberId].sort());
});
