import { expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { getCounts } from '#lib/items/counters/get-counts.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import { chooseChannels } from '#lib/items/members/choose-channels.ts';
import { restrictItem } from '#lib/items/restrict-item.ts';
import { assignItem } from '#lib/items/assign-item.ts';
import { listNotifications } from '#lib/notifications/list-notifications.ts';
import { cancelAction } from '#lib/outbox/cancel-action.ts';
import { getAction } from '#lib/outbox/get-action.ts';
import { rescheduleReply } from '#lib/outbox/scheduled/reschedule-reply.ts';
import { editGuardRails } from '#lib/saved-replies/guard-rails/edit-guard-rails.ts';
import { noGuardRails } from '#lib/saved-replies/types.ts';
import { aBrand } from '#tests/support/brand.ts';
import { aChannel, aMember, aWorkspace } from '#tests/support/factories.ts';
import { later, schedule } from './support.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

async function aScheduledReply() {
  const brand = await aBrand();
  const { workspaceId, admin } = brand;
  const colleague = await aMember({ workspaceId, name: 'Ali' });
  const { itemId } = await brand.aComment();
  const { action } = await schedule(admin, { itemId });
  return { brand, workspaceId, admin, colleague, itemId, actionId: action.id };
}

const changeOf = (actionId: string) => ({ actionId, version: 0, scheduledFor: later(3) });

/** Nothing of it is told, and nothing can be done to it. */
async function expectHidden(caller: Caller, { actionId, itemId }: { actionId: string; itemId: string }) {
  expect((await getCounts(caller)).byView.scheduled).toBe(0);
  expect((await listItems(caller, { filter: { scheduled: true } })).items).toEqual([]);
  for (const touch of [
    () => getItem(caller, { itemId }),
    () => getAction(caller, { actionId }),
    () => rescheduleReply(caller, changeOf(actionId)),
    () => cancelAction(caller, { actionId }),
  ]) {
    await expect(touch()).rejects.toMatchObject({ code: 'not_found' });
  }
}

test('a scheduled reply is hidden from members of another workspace', async () => {
  const made = await aScheduledReply();
  await expectHidden((await aWorkspace()).admin, made);
});

test('a scheduled reply in a channel that a member does not see is hidden from them', async () => {
  const made = await aScheduledReply();
  const other = await aChannel({ workspaceId: made.workspaceId });
  await chooseChannels(made.admin, { memberId: made.colleague.memberId, channelIds: [other.id] });
  await expectHidden(made.colleague, made);
});

test('a scheduled reply in a confidential item is hidden from who is not named', async () => {
  const made = await aScheduledReply();
  await restrictItem(made.admin, { itemId: made.itemId, memberIds: [] });
  await expectHidden(made.colleague, made);
  expect((await listNotifications(made.colleague)).notifications).toEqual([]);
});

test('a client sees that a reply is scheduled, and neither changes nor removes it', async () => {
  const { workspaceId, actionId, itemId } = await aScheduledReply();
  const client = await aMember({ workspaceId, role: 'client' });
  expect((await listItems(client, { filter: { scheduled: true } })).items).toHaveLength(1);
  await expect(rescheduleReply(client, changeOf(actionId))).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(cancelAction(client, { actionId })).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(schedule(client, { itemId })).rejects.toMatchObject({ code: 'not_allowed' });
});

test('where only the owner sends, nobody else changes or removes it', async () => {
  const { admin, colleague, brand, itemId, workspaceId } = await aScheduledReply();
  await editGuardRails(admin, { ...noGuardRails, onlyOwnerSends: true });
  await assignItem(admin, { itemId, ownerId: colleague.memberId });
  const lead = await aMember({ workspaceId, role: 'lead' });
  const { itemId: otherId } = await brand.aComment('Et moi ?', { name: 'bea' });
  const own = await schedule(colleague, { itemId: otherId });
  const given = changeOf(own.action.id);
  await expect(rescheduleReply(lead, given)).rejects.toMatchObject({ code: 'only_owner_sends' });
  await expect(cancelAction(lead, { actionId: own.action.id })).rejects.toMatchObject({ code: 'only_owner_sends' });
  await cancelAction(colleague, { actionId: own.action.id });
});

test('a manager leaves alone what a colleague who holds the item has scheduled', async () => {
  const { admin, colleague, brand } = await aScheduledReply();
  const { itemId } = await brand.aComment('Et moi ?', { name: 'bea' });
  await assignItem(admin, { itemId, ownerId: admin.memberId });
  const { action } = await schedule(admin, { itemId });
  await expect(rescheduleReply(colleague, changeOf(action.id))).rejects.toMatchObject({ code: 'already_claimed' });
  await expect(cancelAction(colleague, { actionId: action.id })).rejects.toMatchObject({ code: 'already_claimed' });
});
