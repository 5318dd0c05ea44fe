'use client';
import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { Field, Input } from '#components/ui/field.tsx';
import { MICROS } from './use-money.ts';

const AMOUNT = /^\d{1,8}([.,]\d{1,2})?$/;

type Props = Omit<ComponentProps<typeof Input>, 'value' | 'onChange'> & {
  label: string;
  error: string | null;
  value: string;
  onType: (typed: string) => void;
};

/** A monthly budget in US dollars; empty for none. */
export function BudgetField({ label, error, value, onType, ...input }: Props) {
  const t = useTranslations('channels');
  return (
    <Field label={label} hint={t('budgetHint')} error={error}>
      {(control) => (
        <Input
          {...control}
          {...input}
          inputMode="decimal"
          autoComplete="off"
          value={value}
          onChange={(event) => onType(event.target.value)}
        />
      )}
    </Field>
  );
}

/** What was typed in millionths of a US dollar: null for no limit, undefined when it is no amount. */
export function readBudget(typed: string): number | null | undefined {
  const amount = typed.trim();
  if (amount === '') return null;
  return AMOUNT.test(amount) ? Math.round(Number(amount.replace(',', '.')) * MICROS) : undefined;
}
