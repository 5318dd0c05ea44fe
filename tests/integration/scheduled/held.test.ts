import { describe, expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { pauseChannel } from '#lib/channels/pause-channel.ts';
import { ignoreItem } from '#lib/items/ignore-item.ts';
import { assignItem } from '#lib/items/assign-item.ts';
import { chooseChannels } from '#lib/items/members/choose-channels.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { saveCredentials } from '#lib/channels/credentials/seal-credentials.ts';
import { changeRole } from '#lib/items/members/change-role.ts';
import { listNotifications } from '#lib/notifications/list-notifications.ts';
import { markNotificationsRead } from '#lib/notifications/mark-notifications-read.ts';
import { approveReply } from '#lib/outbox/approval/approve-reply.ts';
import { getApproval } from '#lib/outbox/approval/get-approval.ts';
import { cancelAction } from '#lib/outbox/cancel-action.ts';
import { reply } from '#lib/outbox/reply.ts';
import { sendAction } from '#lib/outbox/send-action.ts';
import { holdChangedReplies } from '#lib/outbox/scheduled/hold-changed-replies.ts';
import { rescheduleReply } from '#lib/outbox/scheduled/reschedule-reply.ts';
import type { HeldReason } from '#lib/outbox/scheduled/types.ts';
import { editGuardRails } from '#lib/saved-replies/guard-rails/edit-guard-rails.ts';
import { noGuardRails } from '#lib/saved-replies/types.ts';
import { afterRestoring } from '#scripts/backup/after-restoring.ts';
import { aBrand, type Brand } from '#tests/support/brand.ts';
import { aChannel, aMember, anItem, aMessage, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { sendAndDie } from '#tests/support/send-without-recording.ts';
import { comeDue, HOUR_MS, later, leave, schedule } from './support.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

type Team = Awaited<ReturnType<typeof aTeam>>;

async function aTeam() {
  const brand = await aBrand();
  const { workspaceId, admin } = brand;
  const cm = await aMember({ workspaceId, name: 'Camille' });
  return { brand, workspaceId, admin, cm, ...(await brand.aComment()) };
}

const target = ({ workspaceId, messageId }: Team) => ({ workspaceId_id: { workspaceId, id: messageId } });
const kindsOf = async (caller: Caller) => (await listNotifications(caller)).notifications.map(({ kind }) => kind);

/** What may happen between the writing and the time, and how the item stands then. */
const events: { reason: HeldReason; status: string; happen: (team: Team) => Promise<unknown> }[] = [
  {
    reason: 'author_wrote',
    status: 'open',
    happen: async ({ brand, uri }) => await brand.aComment('Toujours rien ?', { parent: uri }),
  },
  {
    reason: 'target_edited',
    status: 'open',
    happen: async ({ brand, uri }) => {
      brand.standIn.world.edit(uri, 'Où est ma théière ?');
      await brand.pullLater();
    },
  },
  {
    reason: 'target_deleted',
    status: 'open',
    happen: async (team) =>
      await database().prisma.message.update({ where: target(team), data: { deletedAt: new Date() } }),
  },
  {
    reason: 'target_hidden',
    status: 'open',
    happen: async (team) => await database().prisma.message.update({ where: target(team), data: { hidden: true } }),
  },
  {
    reason: 'answered',
    status: 'waiting',
    happen: async ({ brand, admin, itemId }) => {
      const { action } = await reply(admin, { itemId, text: 'Je réponds déjà.' });
      await brand.send(action.id);
    },
  },
  { reason: 'closed', status: 'resolved', happen: async ({ admin, itemId }) => await resolveItem(admin, { itemId }) },
  { reason: 'closed', status: 'ignored', happen: async ({ admin, itemId }) => await ignoreItem(admin, { itemId }) },
  {
    reason: 'author_left',
    status: 'open',
    happen: async ({ admin, cm }) => await removeMember(admin, { memberId: cm.memberId }),
  },
  {
    reason: 'author_left',
    status: 'open',
    happen: async ({ admin, cm }) => await changeRole(admin, { memberId: cm.memberId, role: 'client' }),
  },
  {
    reason: 'author_left',
    status: 'open',
    happen: async ({ admin, cm, workspaceId }) => {
      const other = await aChannel({ workspaceId });
      await chooseChannels(admin, { memberId: cm.memberId, channelIds: [other.id] });
    },
  },
  {
    reason: 'not_owner',
    status: 'open',
    happen: async ({ admin, itemId }) => {
      await editGuardRails(admin, { ...noGuardRails, onlyOwnerSends: true });
      await assignItem(admin, { itemId, ownerId: admin.memberId });
    },
  },
];

describe('a scheduled reply is held', () => {
  test.each(events)('before its time, by itself, when: $reason ($status)', async ({ reason, status, happen }) => {
    const team = await aTeam();
    const { brand, admin, cm, itemId } = team;
    const { action } = await schedule(cm, { itemId });
    await markNotificationsRead(cm, {});
    expect(await holdChangedReplies()).toBe(0);
    await happen(team);
    const sentMeanwhile = brand.answerTexts();
    await Promise.all([holdChangedReplies(), holdChangedReplies()]);
    expect(await brand.action(action.id)).toMatchObject({ state: 'held', heldReason: reason });
    expect(await brand.item(itemId)).toMatchObject({ status, scheduledReplies: 1 });
    if (reason !== 'author_left') expect(await kindsOf(cm)).toContain('reply_held');
    expect(await leave(brand, action.id)).toMatchObject({ state: 'held' });
    expect(brand.answerTexts()).toEqual(sentMeanwhile);

    const { text } = await cancelAction(admin, { actionId: action.id });
    expect(text).toBe('Votre colis arrive demain.');
    expect((await brand.item(itemId)).scheduledReplies).toBe(0);
  });

  test.each(events)(
    'at its time, by the worker that would send it, when: $reason ($status)',
    async ({ reason, happen }) => {
      const team = await aTeam();
      const { brand, cm, itemId } = team;
      const { action } = await schedule(cm, { itemId });
      await happen(team);
      const sentMeanwhile = brand.answerTexts();
      expect(await leave(brand, action.id)).toMatchObject({ state: 'held', heldReason: reason });
      expect(brand.answerTexts()).toEqual(sentMeanwhile);
    },
  );

  test('when its channel is not connected at its time, and goes when it is sent after that', async () => {
    const { brand, admin, cm, itemId } = await aTeam();
    const { action } = await schedule(cm, { itemId });
    await pauseChannel(admin, { channelId: brand.channelId });
    expect(await leave(brand, action.id)).toMatchObject({ state: 'held', heldReason: 'channel_unavailable' });
    const again = { actionId: action.id, version: 0, scheduledFor: null };
    await expect(rescheduleReply(cm, again)).rejects.toMatchObject({ code: 'channel_unavailable' });
    await brand.channel({ status: 'connected' });
    await rescheduleReply(cm, again);
    await brand.send(action.id);
    expect(brand.answers()).toHaveLength(1);
  });

  test('when its channel is lost, although an earlier reply waits for that channel', async () => {
    const { brand, admin, cm, itemId } = await aTeam();
    const first = await reply(cm, { itemId, text: 'Tout de suite' });
    const { action } = await schedule(cm, { itemId });
    await pauseChannel(admin, { channelId: brand.channelId });
    await brand.send(first.action.id);
    expect(await leave(brand, action.id)).toMatchObject({ state: 'held', heldReason: 'channel_unavailable' });
    expect((await brand.action(first.action.id)).state).toBe('queued');
  });

  test('when the network says at its time that the message is gone', async () => {
    const { brand, admin, cm, itemId, uri } = await aTeam();
    const { action } = await schedule(cm, { itemId });
    brand.standIn.world.records.delete(uri);
    expect(await leave(brand, action.id)).toMatchObject({ state: 'held', heldReason: 'target_deleted' });
    expect(await brand.item(itemId)).toMatchObject({ status: 'open', scheduledReplies: 1, sendFailed: false });
    await expect(rescheduleReply(admin, { actionId: action.id, version: 0, scheduledFor: null })).rejects.toMatchObject(
      { code: 'target_gone' },
    );
  });

  test('when the brand has banned one of its words since; a lead who overrode the rules is not asked again', async () => {
    const { brand, admin, cm, itemId } = await aTeam();
    const { action } = await schedule(cm, { itemId, text: 'C’est gratuit.' });
    await editGuardRails(admin, { ...noGuardRails, bannedWords: ['gratuit'], mayOverride: true });
    expect(await leave(brand, action.id)).toMatchObject({ state: 'held', heldReason: 'guard_rails' });
    await expect(
      rescheduleReply(cm, { actionId: action.id, version: 0, scheduledFor: later(2) }),
    ).rejects.toMatchObject({ code: 'guard_rails' });
    const other = await brand.aComment('Et moi ?', { name: 'bea' });
    const given = { itemId: other.itemId, text: 'C’est gratuit.' };
    await expect(schedule(admin, given)).rejects.toMatchObject({ code: 'guard_rails' });
    const overridden = await schedule(admin, { ...given, overrideReason: 'Le concours l’est.' });
    expect(await leave(brand, overridden.action.id)).toMatchObject({ state: 'done' });
  });

  test('and gets another time when its member has read what came since', async () => {
    const { brand, cm, itemId, uri } = await aTeam();
    const { action } = await schedule(cm, { itemId });
    await brand.aComment('Toujours rien ?', { parent: uri });
    await holdChangedReplies();
    const changed = await rescheduleReply(cm, { actionId: action.id, version: 0, scheduledFor: later(2) });
    expect(changed.action).toMatchObject({ state: 'scheduled', schedule: { heldReason: null, version: 1 } });
    expect((await brand.item(itemId)).status).toBe('waiting');
    expect(await leave(brand, action.id)).toMatchObject({ state: 'done' });
  });

  test('and is sent by a colleague when who scheduled it has left', async () => {
    const { brand, admin, cm, itemId } = await aTeam();
    const { action } = await schedule(cm, { itemId });
    await removeMember(admin, { memberId: cm.memberId });
    await holdChangedReplies();
    await rescheduleReply(admin, { actionId: action.id, version: 0, scheduledFor: later(2) });
    expect(await leave(brand, action.id)).toMatchObject({ state: 'done', memberId: admin.memberId });
  });

  test('although a worker died after it had tried to send it, unless the network has it', async () => {
    for (const wasSent of [true, false]) {
      const team = await aTeam();
      const { brand, cm, itemId, workspaceId } = team;
      const { action } = await schedule(cm, { itemId });
      await comeDue(brand, action.id);
      if (wasSent) await sendAndDie(brand, action.id);
      else {
        const past = new Date(Date.now() - 1);
        const where = { workspaceId_id: { workspaceId, id: action.id } };
        await database().prisma.action.update({ where, data: { state: 'sending', leaseUntil: past, attempts: 1 } });
      }
      await database().prisma.message.update({ where: target(team), data: { textChangedAt: new Date() } });
      await brand.wait(action.id);
      await brand.send(action.id);
      expect((await brand.action(action.id)).state).toBe(wasSent ? 'done' : 'held');
      expect(brand.answers()).toHaveLength(Number(wasSent));
    }
  });

  test('after a restore when its time has passed since; another is looked for on the network first', async () => {
    const { brand, cm, itemId } = await aTeam();
    const passed = await schedule(cm, { itemId });
    const other = await brand.aComment('Et moi ?', { name: 'bea' });
    const ahead = await schedule(cm, { itemId: other.itemId, text: 'Vous aussi.' });
    await comeDue(brand, passed.action.id);
    for (const { text, values = [] } of afterRestoring(new Date().toISOString())) {
      await database().prisma.$executeRawUnsafe(text, ...values);
    }
    await brand.send(passed.action.id);
    expect(await brand.action(passed.action.id)).toMatchObject({ state: 'held', heldReason: 'restored' });
    expect(await brand.action(ahead.action.id)).toMatchObject({ state: 'scheduled', lookFirst: true });
    expect(await leave(brand, ahead.action.id)).toMatchObject({ state: 'done' });
    expect(brand.answerTexts()).toEqual(['Vous aussi.']);
  });
});

test('a reply after the end of the known reply window is refused beforehand, and held where the window closes earlier', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const { prisma } = database();
  const channel = await aChannel({ workspaceId, network: 'facebook' });
  const now = new Date();
  const item = await anItem({
    workspaceId,
    channelId: channel.id,
    network: 'facebook',
    kind: 'message',
    lastInboundAt: now,
  });
  await aMessage({ workspaceId, itemId: item.id, createdAt: now });
  await expect(schedule(admin, { itemId: item.id, scheduledFor: later(30) })).rejects.toMatchObject({
    code: 'window_closed',
  });
  const { action } = await schedule(admin, { itemId: item.id, scheduledFor: later(20) });
  await expect(
    rescheduleReply(admin, { actionId: action.id, version: 0, scheduledFor: later(30) }),
  ).rejects.toMatchObject({ code: 'window_closed' });

  // The network turns out to have counted from an earlier message.
  const earlier = new Date(now.getTime() - 30 * HOUR_MS);
  await prisma.item.updateMany({ where: { workspaceId }, data: { lastInboundAt: earlier } });
  await prisma.message.updateMany({ where: { workspaceId, direction: 'inbound' }, data: { createdAt: earlier } });
  await saveCredentials({ workspaceId, channelId: channel.id }, {}, { accessToken: 'token' });
  const past = new Date(Date.now() - 1);
  await prisma.action.updateMany({ where: { workspaceId }, data: { dueAt: past } });
  await sendAction({ workspaceId, actionId: action.id });
  const where = { workspaceId_id: { workspaceId, id: action.id } };
  expect(await prisma.action.findUnique({ where })).toMatchObject({ state: 'held', heldReason: 'window_closed' });
});

describe('a scheduled reply that needs an approval', () => {
  const approve = async (brand: Brand, actionId: string, text?: string) => {
    const { digest } = await getApproval(brand.admin, { actionId });
    return await approveReply(brand.admin, { actionId, digest, ...(text === undefined ? {} : { text }) });
  };

  test('is approved first, then waits for its time; a change of its text asks again', async () => {
    const { brand, workspaceId, cm, itemId } = await aTeam();
    await database().prisma.approvalRule.create({ data: { workspaceId, name: 'New', authorId: cm.memberId } });
    const { action } = await schedule(cm, { itemId });
    expect(action.state).toBe('awaiting_approval');
    expect(await leave(brand, action.id)).toMatchObject({ state: 'awaiting_approval' });
    await database().prisma.action.updateMany({ where: { workspaceId }, data: { scheduledFor: later(24) } });
    expect((await approve(brand, action.id)).action.state).toBe('scheduled');
    const moved = await rescheduleReply(cm, { actionId: action.id, version: 0, scheduledFor: later(48) });
    expect(moved.action.state).toBe('scheduled');
    const changed = await rescheduleReply(cm, {
      actionId: action.id,
      version: 1,
      scheduledFor: later(48),
      text: 'Il arrive après-demain.',
    });
    expect(changed.action.state).toBe('awaiting_approval');
    await approve(brand, action.id);
    expect(await leave(brand, action.id)).toMatchObject({ state: 'done' });
    expect(brand.answerTexts()).toEqual(['Il arrive après-demain.']);
  });

  test('waits for the approval of a rule that began to hold before its time', async () => {
    const { brand, workspaceId, cm, itemId } = await aTeam();
    const { action } = await schedule(cm, { itemId });
    await database().prisma.approvalRule.create({ data: { workspaceId, name: 'New', authorId: cm.memberId } });
    expect(await leave(brand, action.id)).toMatchObject({ state: 'awaiting_approval' });
    expect(brand.answers()).toEqual([]);
    expect((await approve(brand, action.id)).action).toMatchObject({
      state: 'held',
      schedule: { heldReason: 'approved_late' },
    });
  });
});
