'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useStateStore } from '#components/inbox-state/state-store.ts';
import { Picker } from '#components/ui/overlays/picker.tsx';
import { END_OF_WORKING_DAY } from '#lib/items/promises/types.ts';
import type { DialogProps } from './dialog-props.ts';
import { localTimeZone } from './moments/local-time-zone.ts';
import { MomentDate } from './moments/moment-date.tsx';
import { useMomentOptions } from './moments/use-moment-options.tsx';
import { dayAt } from './moments/snooze-times.ts';

/** By when something is promised: a usual day, written in words, or any moment of the next year. */
export function PromisePicker({ onClose }: DialogProps) {
  const t = useTranslations('promises');
  const { screen } = useInbox();
  const asked = useStateStore(screen, (state) => state.dialog?.schedule);
  const [now] = useState(() => new Date());
  const [text, setText] = useState('');
  const choose = (at: Date) => {
    onClose();
    asked?.onChoose(at);
  };
  const offered = usualDays(now).map(({ name, at }) => ({ id: name, label: t(`time.${name}`), at }));
  const { options, empty } = useMomentOptions({ now, text, offered, hour: END_OF_WORKING_DAY, onChoose: choose });
  return (
    <Picker
      label={t('pick')}
      placeholder={t('placeholder')}
      empty={empty}
      onClose={onClose}
      onTextChange={setText}
      footer={
        <>
          <MomentDate now={now} labels={{ at: (at) => t('dueAt', { at }), choose: t('choose') }} onChoose={choose} />
          <p suppressHydrationWarning className="mt-1.5 text-xs text-muted">
            {t('zone', { zone: localTimeZone().replaceAll('_', ' ') })}
          </p>
        </>
      }
      groups={[{ heading: t('pick'), options }]}
    />
  );
}

/** The ends of days that are promised most, soonest first. */
function usualDays(now: Date) {
  const daysTo = (weekday: number) => (weekday - now.getDay() + 7) % 7 || 7;
  const days = [
    { name: 'today', days: 0 },
    { name: 'tomorrow', days: 1 },
    { name: 'friday', days: daysTo(5) },
    { name: 'monday', days: daysTo(1) },
  ] as const;
  return days
    .filter(({ name, days: ahead }) => name === 'today' || name === 'tomorrow' || ahead > 1)
    .map(({ name, days: ahead }) => ({ name, at: dayAt(now, ahead, END_OF_WORKING_DAY) }))
    .filter(({ at }) => at > now)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
}
