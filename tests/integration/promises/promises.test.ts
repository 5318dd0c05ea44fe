import { describe, expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { assignItem } from '#lib/items/assign-item.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { getCounts } from '#lib/items/counters/get-counts.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { ignoreItem } from '#lib/items/ignore-item.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import { previewRemoval } from '#lib/items/members/preview-removal.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { keepPromise } from '#lib/items/promises/keep-promise.ts';
import { listPromises } from '#lib/items/promises/list-promises.ts';
import { makePromise } from '#lib/items/promises/make-promise.ts';
import { movePromise } from '#lib/items/promises/move-promise.ts';
import { reopenPromise } from '#lib/items/promises/reopen-promise.ts';
import { withdrawPromise } from '#lib/items/promises/withdraw-promise.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { snoozeItem } from '#lib/items/snooze-item.ts';
import { getTeam } from '#lib/items/team/get-team.ts';
import { listNotifications } from '#lib/notifications/list-notifications.ts';
import { approveReply } from '#lib/outbox/approval/approve-reply.ts';
import { editReply } from '#lib/outbox/approval/edit-reply.ts';
import { getApproval } from '#lib/outbox/approval/get-approval.ts';
import { createApprovalRule } from '#lib/outbox/approval/rules/create-rule.ts';
import { sendBack } from '#lib/outbox/approval/send-back.ts';
import { cancelAction } from '#lib/outbox/cancel-action.ts';
import { reply } from '#lib/outbox/reply.ts';
import { aMember } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import {
  aTeam,
  comesDue,
  later,
  promise,
  promised,
  promiseOf,
  remindOfPromises,
  replyWithPromise,
  WORDS,
} from './support.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

const kindsOf = async (caller: Caller) => (await listNotifications(caller)).notifications.map(({ kind }) => kind);
const actsOf = async (caller: Caller, itemId: string) =>
  (await getItem(caller, { itemId })).history.map(({ act }) => act);

describe('a promise in a reply', () => {
  test('is owed from the moment at which the reply is sent, and is counted and listed', async () => {
    const { brand, admin, cm, itemId, workspaceId } = await aTeam();
    const dueAt = later(48);
    const { action, item } = await replyWithPromise(cm, { itemId, promise: { text: WORDS, dueAt } });
    expect(item.promiseDueAt).toBeNull();
    expect(await promiseOf(brand, action.id)).toMatchObject({ state: 'pending', openedAt: null });
    expect((await getCounts(admin)).byView.promised).toBe(0);
    expect(await listPromises(admin, { itemId })).toMatchObject([{ state: 'pending', text: WORDS }]);

    await brand.send(action.id);
    const detail = await getItem(admin, { itemId });
    expect(detail.item).toMatchObject({ promiseDueAt: dueAt.toISOString(), status: 'waiting' });
    expect(detail.history.map(({ act }) => act)).toContain('promise_made');
    expect((await getCounts(admin)).byView.promised).toBe(1);
    expect((await getCounts(admin, { filter: { promised: true, status: ['open'] } })).matching).toBe(0);
    const { items } = await listItems(admin, { filter: { promised: true }, sort: 'promised' });
    expect(items.map(({ id }) => id)).toEqual([itemId]);
    expect(await listPromises(admin, { itemId })).toMatchObject([
      { state: 'open', actionId: action.id, madeBy: { id: cm.memberId }, owedBy: { id: cm.memberId } },
    ]);
    const { members } = await getTeam(admin);
    expect(members.find(({ id }) => id === cm.memberId)).toMatchObject({ promises: 1, latePromises: 0 });
    expect(await checkCounters(workspaceId)).toEqual([]);
  });

  test('never becomes a debt when the reply is taken back', async () => {
    const { brand, cm, itemId } = await aTeam();
    const { action } = await replyWithPromise(cm, { itemId });
    await cancelAction(cm, { actionId: action.id });
    expect(await promiseOf(brand, action.id)).toBeNull();
  });

  test('waits while the reply fails, is scheduled, waits for an approval or was sent back', async () => {
    const { brand, admin, cm, itemId } = await aTeam();
    const timed = await replyWithPromise(cm, { itemId, scheduledFor: later(24) });
    expect(timed.action.state).toBe('scheduled');
    expect(await promiseOf(brand, timed.action.id)).toMatchObject({ state: 'pending' });
    await cancelAction(cm, { actionId: timed.action.id });

    await createApprovalRule(admin, {
      name: 'Every reply',
      channelId: null,
      tagId: null,
      kind: null,
      maxRating: null,
      authorId: null,
      authorRole: null,
      newDays: null,
      newReplies: null,
      approverId: null,
      approverTeamId: null,
    });
    const asked = await replyWithPromise(cm, { itemId });
    expect(asked.action.state).toBe('awaiting_approval');
    await sendBack(admin, { actionId: asked.action.id, word: 'Plus court' });
    expect(await promiseOf(brand, asked.action.id)).toMatchObject({ state: 'pending' });
    await editReply(cm, { actionId: asked.action.id, text: WORDS });
    const { digest } = await getApproval(admin, { actionId: asked.action.id });
    await approveReply(admin, { actionId: asked.action.id, digest });
    expect((await brand.item(itemId)).openPromises).toBe(0);
    await brand.send(asked.action.id);
    expect(await promiseOf(brand, asked.action.id)).toMatchObject({ state: 'open' });
    expect((await brand.item(itemId)).openPromises).toBe(1);
  });

  test('is dropped when the reply is rewritten without its words', async () => {
    const { brand, cm, itemId } = await aTeam();
    const kept = await replyWithPromise(cm, { itemId });
    await editReply(cm, { actionId: kept.action.id, text: 'Merci ! nous revenons vers vous vendredi' });
    expect(await promiseOf(brand, kept.action.id)).not.toBeNull();
    await editReply(cm, { actionId: kept.action.id, text: 'Merci !' });
    expect(await promiseOf(brand, kept.action.id)).toBeNull();
  });

  test('is taken back when the network rejects what it had taken, and owed again when it is sent after all', async () => {
    const { brand, cm, itemId } = await aTeam();
    const { actionId } = await promised(brand, cm, { itemId });
    const { prisma } = database();
    const set = async (state: 'failed' | 'done') =>
      await prisma.action.updateMany({ where: { workspaceId: brand.workspaceId, id: actionId }, data: { state } });
    await set('failed');
    expect(await promiseOf(brand, actionId)).toMatchObject({ state: 'pending', openedAt: null });
    expect(await brand.item(itemId)).toMatchObject({ openPromises: 0, promiseDueAt: null });
    await set('done');
    expect(await brand.item(itemId)).toMatchObject({ openPromises: 1 });
  });

  test('must say what it promises, by a moment ahead', async () => {
    const { cm, itemId } = await aTeam();
    const refused = (given: { text: string; dueAt: Date }) =>
      expect(replyWithPromise(cm, { itemId, promise: given })).rejects;
    await refused({ text: 'Demain.', dueAt: later(5) }).toMatchObject({
      code: 'invalid',
      values: { field: 'promise' },
    });
    await refused({ text: WORDS, dueAt: later(-1) }).toMatchObject({ code: 'invalid', values: { field: 'dueAt' } });
    await refused({ text: WORDS, dueAt: later(24 * 400) }).toMatchObject({ code: 'invalid' });
    await refused({ text: ' ', dueAt: later(5) }).toMatchObject({ code: 'text_empty' });
  });
});

describe('a promise ends', () => {
  test('when a later reply that keeps it is sent, and not before', async () => {
    const { brand, admin, cm, itemId } = await aTeam();
    const { promiseId } = await promised(brand, cm, { itemId });
    const { action } = await reply(admin, { itemId, text: 'Voici.', keepsPromises: [promiseId] });
    expect(await promise(brand, promiseId)).toMatchObject({ state: 'open', keptByActionId: action.id });
    await cancelAction(admin, { actionId: action.id });
    expect(await promise(brand, promiseId)).toMatchObject({ state: 'open', keptByActionId: null });

    const again = await reply(admin, { itemId, text: 'Voici.', keepsPromises: [promiseId] });
    // Another one does not take it over: taken back, it would leave the promise to nobody.
    const other = { itemId, text: 'Aussi.', keepsPromises: [promiseId] };
    await expect(reply(cm, other)).rejects.toMatchObject({ code: 'promise_changed' });
    await brand.send(again.action.id);
    expect(await promise(brand, promiseId)).toMatchObject({ state: 'kept', endedById: admin.memberId });
    expect(await brand.item(itemId)).toMatchObject({ openPromises: 0, promiseDueAt: null });
    expect(await actsOf(admin, itemId)).toContain('promise_kept');
    await expect(reply(admin, { itemId, text: 'Encore.', keepsPromises: [promiseId] })).rejects.toMatchObject({
      code: 'promise_changed',
    });
  });

  test('when another reply is sent than the one that was to keep it and failed', async () => {
    const { workspaceId, brand, admin, cm, itemId } = await aTeam();
    const { promiseId } = await promised(brand, cm, { itemId });
    const first = await reply(admin, { itemId, text: 'Voici.', keepsPromises: [promiseId] });
    await database().prisma.action.updateMany({
      where: { workspaceId, id: first.action.id },
      data: { state: 'failed' },
    });
    expect(await listPromises(cm, { itemId })).toMatchObject([{ id: promiseId, keptByActionId: null }]);
    const second = await reply(cm, { itemId, text: 'Aussi.', keepsPromises: [promiseId] });
    await brand.send(second.action.id);
    expect(await listPromises(cm, { itemId })).toMatchObject([{ state: 'kept', keptByActionId: second.action.id }]);
  });

  test('by hand: kept, withdrawn with a reason, and owed again', async () => {
    const { brand, cm, itemId } = await aTeam();
    const { promiseId } = await promised(brand, cm, { itemId });
    expect((await keepPromise(cm, { promiseId })).item.promiseDueAt).toBeNull();
    await expect(withdrawPromise(cm, { promiseId, reason: 'x' })).rejects.toMatchObject({ code: 'promise_changed' });
    expect((await reopenPromise(cm, { promiseId })).item.promiseDueAt).not.toBeNull();
    await expect(withdrawPromise(cm, { promiseId, reason: ' ' })).rejects.toMatchObject({ code: 'text_empty' });
    await withdrawPromise(cm, { promiseId, reason: 'Déjà réglé au téléphone' });
    expect(await listPromises(cm, { itemId })).toMatchObject([
      { state: 'withdrawn', reason: 'Déjà réglé au téléphone', endedBy: { id: cm.memberId } },
    ]);
    expect(await actsOf(cm, itemId)).toEqual(
      expect.arrayContaining(['promise_made', 'promise_kept', 'promise_reopened', 'promise_withdrawn']),
    );
  });

  test('never by a move: the soonest of several is the item’s', async () => {
    const { brand, cm, itemId } = await aTeam();
    const { promiseId } = await promised(brand, cm, { itemId });
    const soon = later(10);
    await makePromise(cm, { itemId, text: 'Rappel promis au téléphone', dueAt: later(20) });
    await movePromise(cm, { promiseId, dueAt: soon });
    expect(await brand.item(itemId)).toMatchObject({ openPromises: 2, promiseDueAt: soon });
    await keepPromise(cm, { promiseId });
    await expect(movePromise(cm, { promiseId, dueAt: soon })).rejects.toMatchObject({ code: 'promise_changed' });
    expect(await brand.item(itemId)).toMatchObject({ openPromises: 1 });
  });
});

describe('an item comes back for its promise', () => {
  test.each(['waiting', 'snoozed', 'resolved'] as const)(
    'before it is due, from %s, once, and again when late',
    async (status) => {
      const { brand, admin, cm, itemId, workspaceId } = await aTeam();
      const lead = await aMember({ workspaceId, role: 'lead' });
      const { promiseId } = await promised(brand, cm, { itemId });
      if (status === 'snoozed') await snoozeItem(cm, { itemId, until: later(24 * 30) });
      if (status === 'resolved') await resolveItem(cm, { itemId });
      await remindOfPromises();
      expect(await brand.item(itemId)).toMatchObject({ status, openPromises: 1 });

      await comesDue(brand, promiseId, 3);
      await Promise.all([remindOfPromises(), remindOfPromises()]);
      expect(await brand.item(itemId)).toMatchObject({ status: 'open', snoozedUntil: null });
      expect((await kindsOf(cm)).filter((kind) => kind === 'promise_due')).toHaveLength(1);
      expect(await kindsOf(lead)).not.toContain('promise_due');
      await snoozeItem(cm, { itemId, until: later(100) });
      await remindOfPromises();
      expect((await brand.item(itemId)).status).toBe('snoozed');

      await comesDue(brand, promiseId, -1);
      await Promise.all([remindOfPromises(), remindOfPromises()]);
      expect((await brand.item(itemId)).status).toBe('open');
      for (const person of [cm, lead, admin]) {
        expect((await kindsOf(person)).filter((kind) => kind === 'promise_late')).toHaveLength(1);
      }
      const { members } = await getTeam(admin);
      expect(members.find(({ id }) => id === cm.memberId)).toMatchObject({ promises: 1, latePromises: 1 });
    },
  );

  test('not an ignored one, which stays in the list of promises', async () => {
    const { brand, admin, cm, itemId } = await aTeam();
    const { promiseId } = await promised(brand, cm, { itemId });
    await ignoreItem(cm, { itemId });
    await comesDue(brand, promiseId, -1);
    await remindOfPromises();
    expect((await brand.item(itemId)).status).toBe('ignored');
    expect((await getCounts(admin)).byView.promised).toBe(1);
    expect(await kindsOf(cm)).toContain('promise_late');
  });

  test('never sooner than half of the time that was given', async () => {
    const { brand, cm, itemId } = await aTeam();
    const { promiseId } = await promised(brand, cm, { itemId, promise: { text: WORDS, dueAt: later(2) } });
    const { openedAt, remindAt, dueAt } = await promise(brand, promiseId);
    const half = ((openedAt?.getTime() ?? 0) + dueAt.getTime()) / 2;
    expect(Math.abs((remindAt?.getTime() ?? 0) - half)).toBeLessThan(2);
  });
});

describe('a promise is owed', () => {
  test('by whoever has the item, else by who made it, else by nobody', async () => {
    const { brand, admin, cm, itemId, workspaceId } = await aTeam();
    const other = await aMember({ workspaceId, name: 'Ali' });
    await promised(brand, cm, { itemId });
    const owedBy = async () => (await listPromises(admin, { itemId }))[0]?.owedBy?.id ?? null;
    await assignItem(admin, { itemId, ownerId: other.memberId });
    expect(await owedBy()).toBe(other.memberId);
    await assignItem(admin, { itemId, ownerId: null });
    expect(await owedBy()).toBe(cm.memberId);
    await removeMember(admin, { memberId: cm.memberId });
    expect(await owedBy()).toBeNull();
    expect((await getCounts(admin)).byView.promised).toBe(1);
  });

  test('by the successor of who leaves, also where the item is resolved', async () => {
    const { brand, admin, cm, itemId, workspaceId } = await aTeam();
    const successor = await aMember({ workspaceId, name: 'Ali' });
    await promised(brand, cm, { itemId });
    await resolveItem(cm, { itemId });
    expect(await previewRemoval(admin, { memberId: cm.memberId })).toMatchObject({ items: 1, promises: 1 });
    await removeMember(admin, { memberId: cm.memberId, successorId: successor.memberId });
    expect((await listPromises(admin, { itemId }))[0]?.owedBy?.id).toBe(successor.memberId);
    expect(await previewRemoval(admin, { memberId: successor.memberId })).toMatchObject({ promises: 1 });
    expect(await brand.item(itemId)).toMatchObject({ status: 'resolved', ownerId: successor.memberId });
  });
});
