'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { createApprovalRuleAction } from '#app/actions/approval.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { ApprovalRuleInput } from '#lib/outbox/approval/types.ts';
import { useAct } from '../use-act.ts';
import type { RuleChoices } from './choices.ts';
import { RuleFields } from './rule-fields.tsx';

const noConditions: ApprovalRuleInput = {
  name: '',
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

/** What must be true of a reply for it to wait, and who approves it. */
export function RuleForm({ workspace, choices }: { workspace: string; choices: RuleChoices }) {
  const t = useTranslations('approval.settings');
  const { act, isBusy, error } = useAct();
  const [isSaved, setSaved] = useState(false);
  const [rule, setRule] = useState(noConditions);
  const change = (part: Partial<ApprovalRuleInput>) => {
    setSaved(false);
    setRule((before) => ({ ...before, ...part }));
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        act(
          () => createApprovalRuleAction(workspace, rule),
          () => {
            setRule(noConditions);
            setSaved(true);
          },
        );
      }}
    >
      <RuleFields rule={rule} choices={choices} change={change} />
      {error ? <Notice tone="bad">{error}</Notice> : null}
      <div className="flex items-center gap-3">
        <Button type="submit" look="primary" isBusy={isBusy}>
          {t('create')}
        </Button>
        <output className="text-sm text-muted">{isSaved ? t('saved') : ''}</output>
      </div>
    </form>
  );
}
