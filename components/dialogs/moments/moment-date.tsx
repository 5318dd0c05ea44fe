'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { inputClass } from '#components/ui/field.tsx';
import { SNOOZE_LIMIT_MS } from '#lib/items/types.ts';
import { localTimeZone } from './local-time-zone.ts';

type Props = {
  now: Date;
  /** What the button does with a moment, and what it says before there is one. */
  labels: { at: (moment: string) => string; choose: string };
  onChoose: (at: Date) => void;
};

/** Any moment of the next year. Nothing happens at the button, which names the moment, is pressed. */
export function MomentDate({ now, labels, onChoose }: Props) {
  const t = useTranslations('asks');
  const format = useFormatter();
  const [value, setValue] = useState('');
  const at = value === '' ? null : new Date(value);
  const latest = new Date(now.getTime() + SNOOZE_LIMIT_MS);
  const isPossible = at !== null && at > now && at <= latest;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (isPossible) onChoose(at);
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
          ? labels.at(format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short', timeZone: localTimeZone() }))
          : labels.choose}
      </Button>
    </form>
  );
}

/** A moment as the field writes it: in the reader's time zone, without one. */
function localValue(date: Date): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
