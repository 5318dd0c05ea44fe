'use client';
import { useTranslations } from 'next-intl';
import { deleteApprovalRuleAction } from '#app/actions/approval.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Line } from '#components/ui/page.tsx';
import type { ApprovalRuleView } from '#lib/outbox/approval/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';
import { useAct } from '../use-act.ts';
import { nameOf, type RuleChoices } from './choices.ts';

type Props = { workspace: string; rule: ApprovalRuleView; choices: RuleChoices };

/** A rule: what it holds for, and who approves. */
export function RuleLine({ workspace, rule, choices }: Props) {
  const t = useTranslations('approval.settings');
  const kindText = useTranslations('queue.kind');
  const roleText = useTranslations('common.roles');
  const { act, isBusy, error } = useAct();
  const { channels, tags, members, teams } = choices;
  const named = (name: string | undefined) => name && isolated(plainLine(name));
  const conditions = [
    named(nameOf(channels, rule.channelId)),
    named(nameOf(tags, rule.tagId)),
    rule.kind && kindText(rule.kind),
    rule.maxRating && t('stars', { count: rule.maxRating }),
    named(nameOf(members, rule.authorId)),
    rule.authorRole && roleText(rule.authorRole),
    rule.newDays && t('days', { count: rule.newDays }),
    rule.newReplies && t('replies', { count: rule.newReplies }),
  ].filter(Boolean);
  const approver = named(nameOf(members, rule.approverId) ?? nameOf(teams, rule.approverTeamId));
  const approvers = rule.isApproverGone ? t('gone') : approver ? t('approves', { name: approver }) : t('onlyLeads');
  return (
    <Line
      title={plainLine(rule.name)}
      detail={`${conditions.length > 0 ? conditions.join(' · ') : t('every')}. ${approvers}.`}
    >
      <Button
        size="small"
        look="ghost"
        isBusy={isBusy}
        aria-label={t('deleteLabel', { name: plainLine(rule.name) })}
        onClick={() => act(() => deleteApprovalRuleAction(workspace, { ruleId: rule.id }))}
      >
        {t('delete')}
      </Button>
      {error ? <Notice tone="bad">{error}</Notice> : null}
    </Line>
  );
}
