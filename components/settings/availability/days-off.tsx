'use client';
import { X } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/field.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Line, Lines } from '#components/ui/page.tsx';

type Props = { days: readonly string[]; onChange: (days: string[]) => void };

/** The days on which a member does not work, in their order. */
export function DaysOff({ days, onChange }: Props) {
  const t = useTranslations('routing.availability');
  const common = useTranslations('common');
  const format = useFormatter();
  const [next, setNext] = useState('');
  const nameOf = (day: string) => format.dateTime(new Date(day), { dateStyle: 'full', timeZone: 'UTC' });
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <Input
          type="date"
          aria-label={t('addDay')}
          className="!w-44"
          value={next}
          onChange={(event) => setNext(event.target.value)}
        />
        <Button
          disabled={next === ''}
          onClick={() => {
            onChange([...new Set([...days, next])].sort());
            setNext('');
          }}
        >
          {common('add')}
        </Button>
      </div>
      {days.length === 0 ? (
        <p className="text-sm text-muted">{t('noDaysOff')}</p>
      ) : (
        <Lines label={t('daysOff')}>
          {days.map((day) => (
            <Line key={day} title={nameOf(day)}>
              <IconButton
                icon={<Icon of={X} />}
                label={t('removeDay', { day: nameOf(day) })}
                onClick={() => onChange(days.filter((one) => one !== day))}
              />
            </Line>
          ))}
        </Lines>
      )}
    </>
  );
}
