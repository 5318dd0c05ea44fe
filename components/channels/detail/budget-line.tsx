'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { Line } from '#components/ui/page.tsx';
import { BudgetField, readBudget } from '../budget-field.tsx';
import { useChannelsApi } from '../use-channels-api.ts';
import { MICROS, useMoney } from '../use-money.ts';

type Props = { channelId: string; spentMicros: number; budgetMicros: number | null };

/** What a channel's calls have cost this month, and its budget, which an admin can set. */
export function BudgetLine({ channelId, spentMicros, budgetMicros }: Props) {
  const t = useTranslations('channels');
  const money = useMoney();
  const { can } = useWorkspace();
  const [isEditing, setEditing] = useState(false);
  const spent = money(spentMicros);
  return (
    <Line
      title={t('budget')}
      detail={
        isEditing ? (
          <BudgetForm channelId={channelId} budgetMicros={budgetMicros} onDone={() => setEditing(false)} />
        ) : (
          <span className="exact">
            {budgetMicros === null ? t('budgetFree', { spent }) : t('budgetOf', { spent, budget: money(budgetMicros) })}
          </span>
        )
      }
    >
      {can('setBudget') && !isEditing ? (
        <Button size="small" onClick={() => setEditing(true)}>
          {t('budgetEdit')}
        </Button>
      ) : null}
    </Line>
  );
}

type FormProps = { channelId: string; budgetMicros: number | null; onDone: () => void };

function BudgetForm({ channelId, budgetMicros, onDone }: FormProps) {
  const t = useTranslations('channels');
  const commonText = useTranslations('common');
  const api = useChannelsApi();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const [amount, setAmount] = useState(budgetMicros === null ? '' : String(budgetMicros / MICROS));
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const budget = readBudget(amount);
    if (budget === undefined) return setError(t('budgetBad'));
    setBusy(true);
    try {
      await api.setBudget(channelId, budget);
      await cache.invalidateQueries({ queryKey: ['channels'] });
      onDone();
    } catch (thrown) {
      setError(problemText(thrown));
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void onSubmit(event)} className="flex max-w-90 flex-col gap-2 py-1">
      <BudgetField
        label={t('budgetField')}
        error={error}
        // The member has just opened this field.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={amount}
        onType={setAmount}
        onKeyDown={(event) => event.key === 'Escape' && onDone()}
      />
      <div className="flex gap-2">
        <Button type="submit" look="primary" size="small" isBusy={isBusy}>
          {commonText('save')}
        </Button>
        <Button look="ghost" size="small" onClick={onDone}>
          {commonText('cancel')}
        </Button>
      </div>
    </form>
  );
}
