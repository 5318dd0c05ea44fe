'use client';
import { useTranslations } from 'next-intl';
import { Field, Input } from '#components/ui/field.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import { itemKinds } from '#lib/items/types.ts';
import { type ApprovalRuleInput, RULE_NAME_LIMIT } from '#lib/outbox/approval/types.ts';
import { plainLine } from '#lib/plain-text.ts';
import type { RuleChoices } from './choices.ts';

const ANY = 'any';
type Option = { value: string; label: string };
type Props = {
  rule: ApprovalRuleInput;
  choices: RuleChoices;
  change: (part: Partial<ApprovalRuleInput>) => void;
};

/** The conditions of a rule, and who approves. */
export function RuleFields({ rule, choices, change }: Props) {
  const t = useTranslations('approval.settings');
  const kindText = useTranslations('queue.kind');
  const roleText = useTranslations('common.roles');
  const named = (list: readonly { id: string; name: string }[]): Option[] =>
    list.map(({ id, name }) => ({ value: id, label: plainLine(name) }));
  const choose = (
    label: string,
    chosen: string | null,
    options: Option[],
    onChange: (value: string | null) => void,
  ) => (
    <Field label={label}>
      {({ id }) => (
        <Select
          id={id}
          value={chosen ?? ANY}
          onChange={(next) => onChange(next === ANY ? null : next)}
          options={[{ value: ANY, label: t('any') }, ...options]}
        />
      )}
    </Field>
  );
  const count = (key: 'newDays' | 'newReplies', max: number) => (
    <Field label={t(key)} hint={key === 'newReplies' ? t('newHint2') : undefined}>
      {(control) => (
        <Input
          {...control}
          type="number"
          min={1}
          max={max}
          value={rule[key] ?? ''}
          onChange={({ target }) => change({ [key]: target.value === '' ? null : target.valueAsNumber })}
        />
      )}
    </Field>
  );
  const roles = (['manager', 'lead', 'admin'] as const).map((value) => ({ value, label: roleText(value) }));
  const approver = rule.approverId ?? (rule.approverTeamId && `team ${rule.approverTeamId}`);
  const onApprover = (value: string | null) => {
    const team = value?.startsWith('team ') ? value.slice('team '.length) : null;
    change({ approverId: team ? null : value, approverTeamId: team });
  };
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Field label={t('name')} hint={t('nameHint')}>
        {(control) => (
          <Input
            {...control}
            required
            dir="auto"
            maxLength={RULE_NAME_LIMIT}
            value={rule.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('approver')}>
        {({ id }) => (
          <Select
            id={id}
            value={approver ?? ANY}
            onChange={(next) => onApprover(next === ANY ? null : next)}
            options={[
              { value: ANY, label: t('onlyLeads') },
              ...named(choices.members),
              ...choices.teams.map(({ id: teamId, name }) => ({
                value: `team ${teamId}`,
                label: t('team', { name: plainLine(name) }),
              })),
            ]}
          />
        )}
      </Field>
      {choose(t('channel'), rule.channelId, named(choices.channels), (channelId) => change({ channelId }))}
      {choose(t('tag'), rule.tagId, named(choices.tags), (tagId) => change({ tagId }))}
      {choose(
        t('kind'),
        rule.kind,
        itemKinds.map((value) => ({ value, label: kindText(value) })),
        (value) => change({ kind: itemKinds.find((kind) => kind === value) ?? null }),
      )}
      {choose(
        t('rating'),
        rule.maxRating === null ? null : String(rule.maxRating),
        [1, 2, 3, 4].map((stars) => ({ value: String(stars), label: t('stars', { count: stars }) })),
        (value) => change({ maxRating: value === null ? null : Number(value) }),
      )}
      {choose(t('author'), rule.authorId, named(choices.members.filter(({ role }) => role !== 'client')), (authorId) =>
        change({ authorId }),
      )}
      {choose(t('role'), rule.authorRole, roles, (value) =>
        change({ authorRole: roles.find((role) => role.value === value)?.value ?? null }),
      )}
      {count('newDays', 3_650)}
      {count('newReplies', 1_000)}
    </div>
  );
}
