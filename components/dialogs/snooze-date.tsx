'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { inputClass } from '#components/ui/field.tsx';
import { SNOOZE_LIMIT_MS } from '#lib/items/types.ts';

/** Any moment to snooze until. Nothing is snoozed until the button, which names the moment, is pressed. */
export function SnoozeDate({ now, onSnooze }: { now: Date; onSnooze: (until: Date) => void }) {
  const t = useTranslations('asks');
  const format = useFormatter();
  const [value, setValue] = useState('');
  const until = value === '' ? null : new Date(value);
  const latest = new Date(now.getTime() + SNOOZE_LIMIT_MS);
  const isPossible = until !== null && until > now && until <= latest;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (isPossible) onSnooze(until);
  };
  return (
    <form onSubmit={onSubmit} className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
      <label className="flex items-center gap-2 max-phone:w-full">
        <span className="shrink-0">{t('snoozeOther')}</span>
        <input
          type="datetime-local"
          value={value}
          min={localValue(now)}
          max={localValue(latest)}
          onChange={(event) => setValue(event.target.value)}
          className={`${inputClass} h-8 w-auto min-w-0 touch:h-11 max-phone:flex-1`}
        />
      </label>
      <Button type="submit" size="small" disabled={!isPossible} className="max-phone:w-full">
        {isPossible
          ? t('snoozeUntil', { until: format.dateTime(until, { dateStyle: 'medium', timeStyle: 'short' }) })
          : t('snoozeChoose')}
      </Button>
    </form>
  );
}

/** A moment as the field writes it: in the reader's time zone, without one. */
function localValue(date: Date): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
