import { z } from 'zod';
import { approveReply } from '#lib/outbox/approval/approve-reply.ts';
import { editReply } from '#lib/outbox/approval/edit-reply.ts';
import { getApproval } from '#lib/outbox/approval/get-approval.ts';
import { createApprovalRule } from '#lib/outbox/approval/rules/create-rule.ts';
import { deleteApprovalRule } from '#lib/outbox/approval/rules/delete-rule.ts';
import { listApprovalRules } from '#lib/outbox/approval/rules/list-rules.ts';
import { sendBack } from '#lib/outbox/approval/send-back.ts';
import { takeBackApproval } from '#lib/outbox/approval/take-back-approval.ts';
import { approvalRuleInput, type ApprovalView, WORD_LIMIT } from '#lib/outbox/approval/types.ts';
import { operation } from '../../operation.ts';
import { id, moment, none, nothing, ref, seenGuidance } from '../../schemas/fields.ts';
import { actionAnswer } from '../../schemas/message.ts';

const onAction = z.object({ actionId: id });
const text = z.string().max(100_000);
const ofText = ['text_empty', 'text_too_long', 'guard_rails', 'not_offered'] as const;

const approvalView = z.object({
  actionId: id,
  state: z.enum(['awaiting_approval', 'sent_back']),
  digest: z.string().describe('Of exactly what would be sent; who approves gives it back'),
  text: z.string(),
  author: ref.nullable(),
  askedAt: moment,
  escalatedAt: moment.nullable(),
  rules: z.array(z.string()).describe('The rules that ask for the approval'),
  approvers: z.array(ref).describe('Who approves besides leads and admins'),
  isApproverGone: z.boolean().describe('A named approver has left: leads and admins approve'),
  obstacle: z.enum(['own', 'not_approver']).nullable().describe('Why the caller may not approve'),
  guidance: z.string().nullable().describe('The guidance by which it was written'),
  isOwn: z.boolean(),
  sentBack: z.object({ by: z.string().nullable(), word: z.string(), at: moment }).nullable(),
}) satisfies z.ZodType<ApprovalView>;

export const approvalOperations = [
  operation({
    id: 'getApproval',
    method: 'GET',
    path: 'actions/{actionId}/approval',
    summary: 'Get a reply that waits for an approval, or was sent back',
    act: getApproval,
    refusals: ['not_awaiting'],
    params: onAction,
    query: none,
    body: z.unknown(),
    answer: approvalView,
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'approveReply',
    method: 'POST',
    path: 'actions/{actionId}/approve',
    summary: 'Approve a reply as it was read; sent when the undo period ends',
    act: approveReply,
    refusals: ['not_awaiting', 'own_reply', 'not_approver', 'reply_changed', 'guidance_changed', ...ofText],
    status: 202,
    params: onAction,
    query: none,
    body: z.object({
      digest: z.string().max(100),
      text: text.optional().describe('Approves this text instead'),
      seenGuidance: seenGuidance.optional(),
    }),
    answer: actionAnswer,
    run: async (act, { params, body: { digest, text: other, seenGuidance: seen } }) =>
      await act({
        ...params,
        digest,
        ...(other === undefined ? {} : { text: other }),
        ...(seen === undefined ? {} : { seenGuidance: seen }),
      }),
  }),
  operation({
    id: 'sendBack',
    method: 'POST',
    path: 'actions/{actionId}/send-back',
    summary: 'Send a reply back to its author, with a word',
    act: sendBack,
    refusals: ['not_awaiting', 'own_reply', 'not_approver'],
    params: onAction,
    query: none,
    body: z.object({ word: z.string().max(WORD_LIMIT) }),
    answer: actionAnswer,
    run: async (act, { params, body }) => await act({ ...params, ...body }),
  }),
  operation({
    id: 'takeBackApproval',
    method: 'POST',
    path: 'actions/{actionId}/take-back-approval',
    summary: 'Take back the approval of a reply that is not sent yet; it waits again',
    act: takeBackApproval,
    refusals: ['too_late_to_undo', 'own_reply', 'not_approver'],
    params: onAction,
    query: none,
    body: none,
    answer: actionAnswer,
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'editReply',
    method: 'POST',
    path: 'actions/{actionId}/edit',
    summary: 'Correct your own reply that is not sent yet; that asks for the approval again',
    act: editReply,
    refusals: ['too_late_to_undo', 'not_author', 'only_owner_sends', 'guidance_changed', ...ofText],
    status: 202,
    params: onAction,
    query: none,
    body: z.object({ text, seenGuidance: seenGuidance.optional() }),
    answer: actionAnswer,
    run: async (act, { params, body: { text: corrected, seenGuidance: seen } }) =>
      await act({ ...params, text: corrected, ...(seen === undefined ? {} : { seenGuidance: seen }) }),
  }),
  operation({
    id: 'listApprovalRules',
    method: 'GET',
    path: 'approval-rules',
    summary: 'List which replies wait for an approval',
    act: listApprovalRules,
    params: none,
    query: none,
    body: z.unknown(),
    answer: z.object({ rules: z.array(approvalRuleInput.extend({ id, isApproverGone: z.boolean() })) }),
    run: async (act) => ({ rules: await act() }),
  }),
  operation({
    id: 'createApprovalRule',
    method: 'POST',
    path: 'approval-rules',
    summary: 'Let replies wait for an approval',
    act: createApprovalRule,
    refusals: ['too_many'],
    status: 201,
    params: none,
    query: none,
    body: approvalRuleInput,
    answer: z.object({ id }),
    run: async (act, { body }) => await act(body),
  }),
  operation({
    id: 'deleteApprovalRule',
    method: 'DELETE',
    path: 'approval-rules/{ruleId}',
    summary: 'Take a rule away; what waits goes on waiting',
    act: deleteApprovalRule,
    params: z.object({ ruleId: id }),
    query: none,
    body: z.unknown(),
    answer: nothing,
    run: async (act, { params }) => {
      await act(params);
      return undefined;
    },
  }),
];
