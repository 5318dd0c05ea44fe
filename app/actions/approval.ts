'use server';
import { z } from 'zod';
import { createApprovalRule } from '#lib/outbox/approval/rules/create-rule.ts';
import { deleteApprovalRule } from '#lib/outbox/approval/rules/delete-rule.ts';
import { approvalRuleInput } from '#lib/outbox/approval/types.ts';
import { memberAction } from './member-action.ts';

export const createApprovalRuleAction = memberAction({
  name: 'createApprovalRule',
  act: createApprovalRule,
  input: approvalRuleInput,
});

export const deleteApprovalRuleAction = memberAction({
  name: 'deleteApprovalRule',
  act: deleteApprovalRule,
  input: z.object({ ruleId: z.uuid() }),
});
