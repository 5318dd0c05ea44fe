'use client';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { inputClass } from '#components/ui/field.tsx';
import { PROMISE_REASON_LIMIT } from '#lib/items/promises/types.ts';

type Props = { onWithdraw: (reason: string) => Promise<void>; onCancel: () => void };

/** Why a promise is given up: without a reason it is not. */
export function WithdrawForm({ onWithdraw, onCancel }: Props) {
  const t = useTranslations('promises');
  const reasonId = useId();
  const [reason, setReason] = useState('');
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') void onWithdraw(reason.trim());
  };
  return (
    <form onSubmit={onSubmit} className="flex w-full flex-wrap items-center gap-1.5">
      <label htmlFor={reasonId} className="shrink-0 text-soft">
        {t('reason')}
      </label>
      <input
        id={reasonId}
        value={reason}
        maxLength={PROMISE_REASON_LIMIT}
        // The button that opened it has just been pressed.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onCancel();
        }}
        className={`${inputClass} h-8 w-auto min-w-40 flex-1 touch:h-11`}
      />
      <Button type="submit" size="small" disabled={reason.trim() === ''}>
        {t('withdraw')}
      </Button>
    </form>
  );
}
