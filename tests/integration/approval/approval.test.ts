import { describe, expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { getCounts } from '#lib/items/counters/get-counts.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { tagItem } from '#lib/items/tags/tag-item.ts';
import { saveTeam } from '#lib/items/team/save-team.ts';
import { approveReply } from '#lib/outbox/approval/approve-reply.ts';
import { editReply } from '#lib/outbox/approval/edit-reply.ts';
import { escalateApprovals } from '#lib/outbox/approval/escalate-approvals.ts';
import { getApproval } from '#lib/outbox/approval/get-approval.ts';
import { createApprovalRule } from '#lib/outbox/approval/rules/create-rule.ts';
import { deleteApprovalRule } from '#lib/outbox/approval/rules/delete-rule.ts';
import { listApprovalRules } from '#lib/outbox/approval/rules/list-rules.ts';
import { sendBack } from '#lib/outbox/approval/send-back.ts';
import type { ApprovalRuleInput } from '#lib/outbox/approval/types.ts';
import { cancelAction } from '#lib/outbox/cancel-action.ts';
import { checkAction } from '#lib/outbox/check-action.ts';
import { reply } from '#lib/outbox/reply.ts';
import { retryAction } from '#lib/outbox/retry-action.ts';
import { afterRestoring } from '#scripts/backup/after-restoring.ts';
import { aBrand, type Brand } from '#tests/support/brand.ts';
import { aMember } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { sendAndDie } from '#tests/support/send-without-recording.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '5';

const everyReply: ApprovalRuleInput = {
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
};

/** A brand, a CM, and a rule. */
async function aTeam(rule: Partial<ApprovalRuleInput> | null = {}) {
  const brand = await aBrand();
  const { workspaceId, admin } = brand;
  const cm = await aMember({ workspaceId, name: 'Camille' });
  if (rule) await createApprovalRule(admin, { ...everyReply, ...rule });
  return { brand, workspaceId, admin, cm, ...(await brand.aComment()) };
}

async function approve(caller: Caller, actionId: string, given: { text?: string } = {}) {
  const { digest } = await getApproval(caller, { actionId });
  return await approveReply(caller, { actionId, digest, ...given });
}

async function leaves(brand: Brand, actionId: string) {
  await brand.wait(actionId);
  await brand.send(actionId);
}

describe('a reply that a rule holds back', () => {
  test('waits, is in the view with its number, and is sent once somebody else has approved it', async () => {
    const { brand, workspaceId, admin, cm, itemId } = await aTeam();
    const { action, item } = await reply(cm, { itemId, text: 'Il arrive demain' });
    expect(action.state).toBe('awaiting_approval');
    expect(item).toMatchObject({ status: 'waiting', awaitsApproval: true });
    await leaves(brand, action.id);
    expect(brand.answers()).toEqual([]);
    expect((await getCounts(admin)).byView.approval).toBe(1);
    const { items } = await listItems(admin, { filter: { approval: true }, sort: 'expiring' });
    expect(items.map(({ id }) => id)).toEqual([itemId]);

    await expect(approve(cm, action.id)).rejects.toMatchObject({ code: 'own_reply' });
    const approved = await approve(admin, action.id);
    expect(approved.action.state).toBe('queued');
    expect((await getCounts(admin)).byView.approval).toBe(0);
    expect((await getCounts(admin, { filter: { approval: true } })).matching).toBe(0);
    await leaves(brand, action.id);
    expect(brand.answerTexts()).toEqual(['Il arrive demain']);
    expect(await checkCounters(workspaceId)).toEqual([]);
    const { history } = await getItem(admin, { itemId });
    expect(history.map(({ act }) => act)).toEqual(
      expect.arrayContaining(['replied', 'approval_asked', 'reply_approved', 'action_done']),
    );
  });

  test('takes back its item with it when it is undone, before and after it was approved', async () => {
    const { admin, cm, brand } = await aTeam();
    for (const isApproved of [false, true]) {
      const { itemId } = await brand.aComment('Une question', { name: `fan${Number(isApproved)}` });
      const { action } = await reply(cm, { itemId, text: 'Oups', resolve: true });
      if (isApproved) await approve(admin, action.id);
      const { item, text } = await cancelAction(cm, { actionId: action.id });
      expect(text).toBe('Oups');
      expect(item).toMatchObject({ status: 'open', awaitsApproval: false, preview: 'Une question' });
      await leaves(brand, action.id);
    }
    expect(brand.answers()).toEqual([]);
  });

  test('comes back to its author with a word, keeps its text, and asks again when it is corrected', async () => {
    const { brand, admin, cm, itemId } = await aTeam();
    const { action } = await reply(cm, { itemId, text: 'Demain !', resolve: true });
    await sendBack(admin, { actionId: action.id, word: 'Plus poli' });
    expect(await brand.item(itemId)).toMatchObject({ status: 'open', ownerId: cm.memberId, awaitingApprovals: 0 });
    expect(await getApproval(cm, { actionId: action.id })).toMatchObject({
      state: 'sent_back',
      text: 'Demain !',
      isOwn: true,
      sentBack: { word: 'Plus poli' },
    });
    const edited = await editReply(cm, { actionId: action.id, text: 'Bonjour, il arrive demain.' });
    expect(edited.action.state).toBe('awaiting_approval');
    expect(await brand.item(itemId)).toMatchObject({ status: 'waiting', awaitingApprovals: 1 });
    await leaves(brand, action.id);
    expect(brand.answers()).toEqual([]);
    await approve(admin, action.id);
    await leaves(brand, action.id);
    expect(brand.answerTexts()).toEqual(['Bonjour, il arrive demain.']);
  });

  test('is not taken away from its author by anybody else, who sends it back instead', async () => {
    const { admin, cm, itemId } = await aTeam();
    const { action } = await reply(cm, { itemId, text: 'Mon texte' });
    await approve(admin, action.id);
    await expect(cancelAction(admin, { actionId: action.id })).rejects.toMatchObject({ code: 'not_author' });
    await sendBack(admin, { actionId: action.id, word: '' });
    expect(await cancelAction(cm, { actionId: action.id })).toMatchObject({ text: 'Mon texte' });
  });

  test('is edited and approved in one step by an approver who writes replies, and not by a client', async () => {
    const { brand, workspaceId, admin, cm } = await aTeam(null);
    const client = await aMember({ workspaceId, role: 'client', name: 'Client' });
    await createApprovalRule(admin, { ...everyReply, approverId: client.memberId });
    const { itemId } = await brand.aComment('Alors ?', { name: 'eva' });
    const { action } = await reply(cm, { itemId, text: 'Demain' });
    await expect(approve(client, action.id, { text: 'Autre' })).rejects.toMatchObject({ code: 'not_allowed' });
    await approve(admin, action.id, { text: 'Demain matin' });
    await leaves(brand, action.id);
    expect(brand.answerTexts()).toEqual(['Demain matin']);
    const second = await reply(cm, { itemId, text: 'Et merci' });
    await approve(client, second.action.id);
    await leaves(brand, second.action.id);
    expect(brand.answerTexts()).toEqual(['Demain matin', 'Et merci']);
  });

  test('is approved as it was read: what changed since is read again', async () => {
    const { brand, workspaceId, admin, cm, itemId } = await aTeam();
    const { prisma } = database();
    const image = await prisma.attachment.create({
      data: {
        workspaceId,
        kind: 'image',
        altText: 'Une tasse',
        uploaderId: cm.memberId,
        mimeType: 'image/png',
        bytes: Buffer.from('x'),
      },
    });
    const { action } = await reply(cm, { itemId, text: 'Voici', attachmentIds: [image.id] });
    const { messageId, targetId } = await brand.action(action.id);
    const where = (id: string | null) => ({ workspaceId_id: { workspaceId, id: id ?? '' } });
    const changes: [string, () => Promise<unknown>][] = [
      ['text', () => prisma.message.update({ where: where(messageId), data: { text: 'Autre' } })],
      ['private', () => prisma.message.update({ where: where(messageId), data: { isPrivate: true } })],
      ['alt text', () => prisma.attachment.update({ where: where(image.id), data: { altText: 'Autre' } })],
      ['order', () => prisma.attachment.update({ where: where(image.id), data: { position: 3 } })],
      ['image', () => prisma.attachment.update({ where: where(image.id), data: { messageId: null } })],
      ['target edited', () => prisma.message.update({ where: where(targetId), data: { textChangedAt: new Date() } })],
      ['target gone', () => prisma.message.update({ where: where(targetId), data: { deletedAt: new Date() } })],
    ];
    for (const [name, change] of changes) {
      const { digest } = await getApproval(admin, { actionId: action.id });
      await change();
      await expect(approveReply(admin, { actionId: action.id, digest }), name).rejects.toMatchObject({
        code: 'reply_changed',
      });
    }
  });

  test('is asked for again if it was changed after its approval, also without the product', async () => {
    const { brand, workspaceId, admin, cm, itemId } = await aTeam();
    const { action } = await reply(cm, { itemId, text: 'Approuvé' });
    await approve(admin, action.id);
    const { messageId } = await brand.action(action.id);
    await database().prisma.message.updateMany({
      where: { workspaceId, id: messageId ?? '' },
      data: { text: 'Jamais approuvé' },
    });
    await leaves(brand, action.id);
    expect(brand.answers()).toEqual([]);
    expect(await brand.action(action.id)).toMatchObject({ state: 'awaiting_approval' });
  });

  test('is sent when its approver has read the changed text that it answers', async () => {
    const { brand, admin, cm, itemId, messageId } = await aTeam();
    const { action } = await reply(cm, { itemId, text: 'Oui' });
    await database().prisma.message.updateMany({
      where: { workspaceId: brand.workspaceId, id: messageId },
      data: { text: 'Où est-il donc ?', textChangedAt: new Date(), editedAt: new Date() },
    });
    await approve(admin, action.id);
    await leaves(brand, action.id);
    expect(brand.answerTexts()).toEqual(['Oui']);
  });
});

describe('a rule', () => {
  test('that begins to hold while a reply is on its way stops it: a rule that is made, a tag that is set', async () => {
    const { brand, workspaceId, admin, cm, itemId } = await aTeam(null);
    const first = await reply(cm, { itemId, text: 'Avant la règle' });
    expect(first.action.state).toBe('queued');
    await createApprovalRule(admin, everyReply);
    await leaves(brand, first.action.id);
    expect(await brand.action(first.action.id)).toMatchObject({ state: 'awaiting_approval' });
    const [rule] = await listApprovalRules(admin);
    await deleteApprovalRule(admin, { ruleId: rule?.id ?? '' });

    const { id: tagId } = await database().prisma.tag.create({ data: { workspaceId, name: 'crisis' } });
    await createApprovalRule(admin, { ...everyReply, tagId });
    const { itemId: other } = await brand.aComment('Et moi ?', { name: 'bob' });
    const second = await reply(cm, { itemId: other, text: 'Avant le mot-clé' });
    expect(second.action.state).toBe('queued');
    await tagItem(cm, { itemId: other, add: ['crisis'] });
    await leaves(brand, second.action.id);
    expect(await brand.action(second.action.id)).toMatchObject({ state: 'awaiting_approval' });
    expect(brand.answers()).toEqual([]);
    // Without its rule it still waits for somebody, and a lead can free it.
    expect(await getApproval(admin, { actionId: first.action.id })).toMatchObject({ rules: [], obstacle: null });
    await approve(admin, first.action.id);
    await leaves(brand, first.action.id);
    expect(brand.answerTexts()).toEqual(['Avant la règle']);
  });

  test('that begins to hold after an approval asks for somebody who approves under it', async () => {
    const { brand, workspaceId, admin, cm } = await aTeam(null);
    const colleague = await aMember({ workspaceId, name: 'Ali' });
    await createApprovalRule(admin, { ...everyReply, approverId: colleague.memberId });
    const { itemId } = await brand.aComment('Alors ?', { name: 'eva' });
    const { action } = await reply(cm, { itemId, text: 'Bien sûr' });
    await approve(colleague, action.id);
    await createApprovalRule(admin, { ...everyReply, name: 'Crisis' });
    await leaves(brand, action.id);
    expect(await brand.action(action.id)).toMatchObject({ state: 'awaiting_approval' });
    expect(await getApproval(colleague, { actionId: action.id })).toMatchObject({ obstacle: 'not_approver' });
    await approve(admin, action.id);
    await leaves(brand, action.id);
    expect(brand.answerTexts()).toEqual(['Bien sûr']);
  });

  test('that names an approver who left falls to leads and admins, and says so', async () => {
    const { brand, workspaceId, admin, cm } = await aTeam(null);
    const approver = await aMember({ workspaceId, name: 'Parti' });
    await createApprovalRule(admin, { ...everyReply, approverId: approver.memberId });
    const { itemId } = await brand.aComment('Alors ?', { name: 'eva' });
    const { action } = await reply(cm, { itemId, text: 'Approuvé puis parti' });
    await approve(approver, action.id);
    await removeMember(admin, { memberId: approver.memberId });
    await leaves(brand, action.id);
    expect(brand.answers()).toEqual([]);
    expect(await getApproval(admin, { actionId: action.id })).toMatchObject({ isApproverGone: true, obstacle: null });
    expect(await listApprovalRules(admin)).toMatchObject([{ isApproverGone: true }]);
    await approve(admin, action.id);
    await leaves(brand, action.id);
    expect(brand.answers()).toHaveLength(1);
  });

  test('lets the members of a team approve, and nobody their own', async () => {
    const { brand, workspaceId, admin, cm } = await aTeam(null);
    const colleague = await aMember({ workspaceId, name: 'Ali' });
    const other = await aMember({ workspaceId, name: 'Sans équipe' });
    const team = await saveTeam(admin, { name: 'Relecture', memberIds: [cm.memberId, colleague.memberId] });
    await createApprovalRule(admin, { ...everyReply, approverTeamId: team.id });
    const { itemId } = await brand.aComment('Alors ?', { name: 'eva' });
    const { action } = await reply(cm, { itemId, text: 'Oui' });
    await expect(approve(cm, action.id)).rejects.toMatchObject({ code: 'own_reply' });
    await expect(approve(other, action.id)).rejects.toMatchObject({ code: 'not_approver' });
    await approve(colleague, action.id);
    // An admin is no exception.
    const { itemId: own } = await brand.aComment('Et moi ?', { name: 'fay' });
    const mine = await reply(admin, { itemId: own, text: 'De moi' });
    await expect(approve(admin, mine.action.id)).rejects.toMatchObject({ code: 'own_reply' });
  });

  test('holds for stars, kinds, channels, roles and newcomers', async () => {
    const { brand, workspaceId, admin, cm, itemId } = await aTeam(null);
    const stateOf = async (rule: Partial<ApprovalRuleInput>) => {
      const { id } = await createApprovalRule(admin, { ...everyReply, ...rule });
      const { action } = await reply(cm, { itemId, text: `Réponse ${id}` });
      await cancelAction(cm, { actionId: action.id });
      await deleteApprovalRule(admin, { ruleId: id });
      return action.state;
    };
    const { prisma } = database();
    await prisma.item.updateMany({ where: { workspaceId, id: itemId }, data: { rating: 1 } });
    expect(await stateOf({ maxRating: 1 })).toBe('awaiting_approval');
    await prisma.item.updateMany({ where: { workspaceId, id: itemId }, data: { rating: 4 } });
    expect(await stateOf({ maxRating: 1 })).toBe('queued');
    expect(await stateOf({ kind: 'comment' })).toBe('awaiting_approval');
    expect(await stateOf({ kind: 'review' })).toBe('queued');
    expect(await stateOf({ channelId: brand.channelId })).toBe('awaiting_approval');
    expect(await stateOf({ authorRole: 'manager' })).toBe('awaiting_approval');
    expect(await stateOf({ authorRole: 'lead' })).toBe('queued');
    expect(await stateOf({ authorId: cm.memberId })).toBe('awaiting_approval');
    expect(await stateOf({ authorId: admin.memberId })).toBe('queued');
    expect(await stateOf({ newDays: 7 })).toBe('awaiting_approval');
    await prisma.member.updateMany({
      where: { workspaceId, id: cm.memberId },
      data: { createdAt: new Date(Date.now() - 30 * 86_400_000) },
    });
    expect(await stateOf({ newDays: 7 })).toBe('queued');
    expect(await stateOf({ newReplies: 1 })).toBe('awaiting_approval');
    const sent = await reply(cm, { itemId, text: 'La première' });
    await leaves(brand, sent.action.id);
    expect(await stateOf({ newReplies: 1 })).toBe('queued');
    expect(await stateOf({ newReplies: 2, newDays: 7 })).toBe('awaiting_approval');
  });
});

describe('a reply that may be on the network already', () => {
  /** A reply that was queued before the rule, sent by a worker that died, and published or not. */
  async function aDeadWorker({ isPublished }: { isPublished: boolean }) {
    const team = await aTeam(null);
    const { action } = await reply(team.cm, { itemId: team.itemId, text: 'Peut-être' });
    await team.brand.wait(action.id);
    if (isPublished) await sendAndDie(team.brand, action.id);
    else await database().prisma.action.updateMany({ where: { id: action.id }, data: { lookFirst: true } });
    await createApprovalRule(team.admin, everyReply);
    await leaves(team.brand, action.id);
    return { ...team, actionId: action.id };
  }

  test('is found there and done, although it would need an approval now', async () => {
    const { brand, actionId } = await aDeadWorker({ isPublished: true });
    expect(await brand.action(actionId)).toMatchObject({ state: 'done' });
    expect(brand.answerTexts()).toEqual(['Peut-être']);
  });

  test('waits for an approval where it is not there', async () => {
    const { brand, admin, actionId } = await aDeadWorker({ isPublished: false });
    expect(await brand.action(actionId)).toMatchObject({ state: 'awaiting_approval', lookFirst: false });
    expect(brand.answers()).toEqual([]);
    await approve(admin, actionId);
    await leaves(brand, actionId);
    expect(brand.answerTexts()).toEqual(['Peut-être']);
  });

  test.each([true, false])(
    'is looked for after a restore, whether it was sent since the backup (%s) or not',
    async (wasSent) => {
      const { brand, workspaceId, admin, cm, itemId } = await aTeam();
      const { action } = await reply(cm, { itemId, text: 'Restaurée' });
      if (wasSent) {
        await approve(admin, action.id);
        await brand.wait(action.id);
        await sendAndDie(brand, action.id);
      }
      // The backup has it as it waited.
      await inWorkspace(workspaceId, async (tx) => {
        await tx.approval.updateMany({ where: { actionId: action.id }, data: { digest: null, deciderId: null } });
        await tx.action.updateMany({
          where: { id: action.id },
          data: { state: 'awaiting_approval', lookFirst: false, attemptId: null, leaseUntil: null },
        });
      });
      const [restored] = afterRestoring(new Date().toISOString());
      await database().prisma.$executeRawUnsafe(
        (restored?.text ?? '').replace('WHERE', `WHERE "workspaceId" = '${workspaceId}' AND`),
      );
      await leaves(brand, action.id);
      expect(await brand.action(action.id)).toMatchObject({ state: wasSent ? 'done' : 'awaiting_approval' });
      expect(brand.answers()).toHaveLength(Number(wasSent));
      expect((await brand.item(itemId)).awaitingApprovals).toBe(wasSent ? 0 : 1);
      if (wasSent) return;
      await approve(admin, action.id);
      await leaves(brand, action.id);
      expect(brand.answers()).toHaveLength(1);
    },
  );

  test.each([
    ['retry', retryAction],
    ['check', checkAction],
  ])('an unconfirmed one is not sent by "%s" without an approval', async (_name, again) => {
    const { brand, cm, itemId, admin } = await aTeam(null);
    const { action } = await reply(cm, { itemId, text: 'Encore' });
    await database().prisma.action.updateMany({
      where: { id: action.id },
      data: { state: 'unconfirmed', lookFirst: true, attempts: 1, finishedAt: new Date() },
    });
    await createApprovalRule(admin, everyReply);
    await again(cm, { actionId: action.id });
    await leaves(brand, action.id);
    expect(await brand.action(action.id)).toMatchObject({ state: 'awaiting_approval' });
    expect(brand.answers()).toEqual([]);
  });
});

test('a failed reply that was not approved waits when it is tried again', async () => {
  const { brand, admin, cm, itemId } = await aTeam(null);
  const { action } = await reply(cm, { itemId, text: 'Refusée' });
  const body = JSON.stringify({ error: 'InvalidRecord', message: 'InvalidRecord' });
  brand.standIn.fail(/createRecord/, { kind: 'answer', status: 400, headers: {}, body });
  await leaves(brand, action.id);
  await createApprovalRule(admin, everyReply);
  expect(await retryAction(cm, { actionId: action.id })).toMatchObject({ action: { state: 'awaiting_approval' } });
  expect(await brand.item(itemId)).toMatchObject({ awaitingApprovals: 1, sendFailed: false });
  await leaves(brand, action.id);
  expect(brand.answers()).toEqual([]);
});

test('leads are told once when a reply window closes while a reply waits', async () => {
  const { brand, workspaceId, admin, cm, itemId } = await aTeam();
  const { action } = await reply(cm, { itemId, text: 'Vite' });
  await escalateApprovals();
  expect((await getApproval(admin, { actionId: action.id })).escalatedAt).toBeNull();
  await database().prisma.item.updateMany({
    where: { workspaceId, id: itemId },
    data: { replyDeadline: new Date(Date.now() + 3_600_000) },
  });
  await Promise.all([escalateApprovals(), escalateApprovals()]);
  expect((await getApproval(admin, { actionId: action.id })).escalatedAt).not.toBeNull();
  const { history } = await getItem(admin, { itemId });
  expect(history.filter(({ act }) => act === 'approval_escalated')).toHaveLength(1);
  expect(brand.answers()).toEqual([]);
});

test('an approval of a channel that a member does not see is not there for that member', async () => {
  const { workspaceId, admin, cm, itemId, brand } = await aTeam();
  const stranger = await aMember({ workspaceId, role: 'lead' });
  await database().prisma.member.updateMany({
    where: { workspaceId, id: stranger.memberId },
    data: { seesAllChannels: false },
  });
  await createApprovalRule(admin, { ...everyReply, name: 'Hidden', channelId: brand.channelId });
  const { action } = await reply(cm, { itemId, text: 'Caché' });
  expect((await getCounts(stranger)).byView.approval).toBe(0);
  for (const act of [
    () => getApproval(stranger, { actionId: action.id }),
    () => sendBack(stranger, { actionId: action.id, word: '' }),
  ]) {
    await expect(act()).rejects.toMatchObject({ code: 'not_found' });
  }
  expect((await listApprovalRules(stranger)).map(({ name }) => name)).toEqual(['Every reply']);
});

test('an author who writes again meanwhile reopens the item, and the reply goes on waiting', async () => {
  const { brand, cm, itemId, uri } = await aTeam();
  const { action } = await reply(cm, { itemId, text: 'Oui' });
  brand.fanWrites('Allô ?', { parent: uri });
  await brand.pull();
  expect(await brand.item(itemId)).toMatchObject({ status: 'open', awaitingApprovals: 1 });
  expect(await brand.action(action.id)).toMatchObject({ state: 'awaiting_approval' });
});
