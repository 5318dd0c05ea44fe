import { z } from 'zod';
import { itemKinds } from '#lib/networks/contract.ts';

export const RULE_NAME_LIMIT = 80;
/** The most rules of one workspace: each is tried for every reply. */
export const RULES_LIMIT = 50;
/** Longest word to the author of a reply that is sent back, in characters. */
export const WORD_LIMIT = 1_000;

const authorRoles = ['admin', 'lead', 'manager'] as const;

/** Which replies wait for an approval, and who approves besides leads and admins. A condition that is null narrows nothing. */
export const approvalRuleInput = z.object({
  name: z.string().trim().min(1).max(RULE_NAME_LIMIT),
  channelId: z.uuid().nullable(),
  tagId: z.uuid().nullable(),
  kind: z.enum(itemKinds).nullable(),
  /** The item has at most this many stars. */
  maxRating: z.int().min(1).max(5).nullable(),
  authorId: z.uuid().nullable(),
  authorRole: z.enum(authorRoles).nullable(),
  /** The author joined at most so many days ago, or has sent fewer replies than that. With both: either is enough. */
  newDays: z.int().min(1).max(3_650).nullable(),
  newReplies: z.int().min(1).max(1_000).nullable(),
  approverId: z.uuid().nullable(),
  approverTeamId: z.uuid().nullable(),
});
export type ApprovalRuleInput = z.infer<typeof approvalRuleInput>;

export type ApprovalRuleView = ApprovalRuleInput & {
  id: string;
  /** The named approver has left, or may approve nothing any more: leads and admins do. */
  isApproverGone: boolean;
};

/** Why a member may not approve a reply. */
export type ApprovalObstacle = 'own' | 'not_approver';

/** What a screen shows of a reply that waits for an approval, or was sent back. Dates are ISO 8601. */
export type ApprovalView = {
  actionId: string;
  state: 'awaiting_approval' | 'sent_back';
  /** Of exactly what would be sent: who approves says with it what they have read. */
  digest: string;
  text: string;
  author: { id: string; name: string } | null;
  askedAt: string;
  /** Since when leads are told that the reply window closes soon. */
  escalatedAt: string | null;
  /** The rules that ask for the approval, as they are called; empty when they were taken away meanwhile. */
  rules: string[];
  /** Who approves besides leads and admins. */
  approvers: { id: string; name: string }[];
  /** A rule names an approver who cannot approve any more. */
  isApproverGone: boolean;
  /** Null: the caller may approve. */
  obstacle: ApprovalObstacle | null;
  /** The guidance by which it was written (`seen` of the item's guidance then); null where that is not known. */
  guidance: string | null;
  /** The caller may correct it, or take it back. */
  isOwn: boolean;
  sentBack: { by: string | null; word: string; at: string } | null;
};
