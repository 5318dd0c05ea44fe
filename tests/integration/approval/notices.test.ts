import { expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { listNotifications } from '#lib/notifications/list-notifications.ts';
import { approveReply } from '#lib/outbox/approval/approve-reply.ts';
import { editReply } from '#lib/outbox/approval/edit-reply.ts';
import { escalateApprovals } from '#lib/outbox/approval/escalate-approvals.ts';
import { getApproval } from '#lib/outbox/approval/get-approval.ts';
import { createApprovalRule } from '#lib/outbox/approval/rules/create-rule.ts';
import { sendBack } from '#lib/outbox/approval/send-back.ts';
import type { ApprovalRuleInput } from '#lib/outbox/approval/types.ts';
import { reply } from '#lib/outbox/reply.ts';
import { aBrand } from '#tests/support/brand.ts';
import { aMember } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { setChannels } from '../access/hidden-world.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '5';

const kindsOf = async (caller: Caller) => (await listNotifications(caller)).notifications.map(({ kind }) => kind);

/** A rule that holds every reply back, who may approve, and who writes. */
async function aTeam(rule: (approver: Caller) => Partial<ApprovalRuleInput> = () => ({})) {
  const brand = await aBrand();
  const { workspaceId, admin } = brand;
  const [cm, approver] = [await aMember({ workspaceId }), await aMember({ workspaceId, name: 'Ada' })];
  const lead = await aMember({ workspaceId, role: 'lead' });
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
    ...rule(approver),
  });
  return { workspaceId, admin, lead, cm, approver, ...(await brand.aComment()) };
}

test('those who approve are told what waits for them, and its author what came of it', async () => {
  const { admin, lead, cm, approver, itemId } = await aTeam();
  const { action } = await reply(cm, { itemId, text: 'Oui' });
  expect(await Promise.all([admin, lead, cm, approver].map(kindsOf))).toEqual([
    ['approval_asked'],
    ['approval_asked'],
    [],
    [],
  ]);
  await sendBack(lead, { actionId: action.id, word: 'Plus court' });
  expect(await kindsOf(cm)).toEqual(['reply_sent_back']);
  // Asked again, they are told again.
  await editReply(cm, { actionId: action.id, text: 'Oui !' });
  expect(await kindsOf(admin)).toEqual(['approval_asked', 'approval_asked']);
  const { digest } = await getApproval(lead, { actionId: action.id });
  await approveReply(lead, { actionId: action.id, digest });
  expect(await kindsOf(cm)).toEqual(['reply_approved', 'reply_sent_back']);
  expect(await kindsOf(lead)).toEqual(['approval_asked', 'approval_asked']);
});

test('where a rule names who approves, only they are told, and the leads once that person has left', async () => {
  const { admin, lead, cm, approver, itemId } = await aTeam(({ memberId }) => ({ approverId: memberId }));
  const { action } = await reply(cm, { itemId, text: 'Oui' });
  expect(await Promise.all([admin, lead, approver].map(kindsOf))).toEqual([[], [], ['approval_asked']]);
  await removeMember(admin, { memberId: approver.memberId, successorId: null });
  await editReply(cm, { actionId: action.id, text: 'Oui !' });
  expect(await Promise.all([admin, lead].map(kindsOf))).toEqual([['approval_asked'], ['approval_asked']]);
});

test('a lead who does not see the channel is told nothing', async () => {
  const { admin, lead, cm, itemId } = await aTeam();
  await setChannels(lead, []);
  await reply(cm, { itemId, text: 'Oui' });
  const all = await database().prisma.notification.findMany({ where: { memberId: lead.memberId } });
  expect(all).toEqual([]);
  expect(await kindsOf(admin)).toEqual(['approval_asked']);
});

test('the leads are told once when the window of what waits closes soon, whoever was asked', async () => {
  const { workspaceId, lead, cm, approver, itemId } = await aTeam(({ memberId }) => ({ approverId: memberId }));
  await reply(cm, { itemId, text: 'Vite' });
  await database().prisma.item.updateMany({
    where: { workspaceId, id: itemId },
    data: { replyDeadline: new Date(Date.now() + 3_600_000) },
  });
  await Promise.all([escalateApprovals(), escalateApprovals()]);
  expect(await kindsOf(lead)).toEqual(['approval_asked']);
  expect(await kindsOf(approver)).toEqual(['approval_asked', 'approval_asked']);
});
