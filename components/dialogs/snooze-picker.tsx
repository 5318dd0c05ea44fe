'use client';
import { CalendarClock, Clock } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useListCursor } from '#components/inbox-state/use-list-cursor.ts';
import { Icon } from '#components/ui/icon.tsx';
import { Picker } from '#components/ui/overlays/picker.tsx';
import type { DialogProps } from './dialog-props.ts';
import { SnoozeDate } from './snooze-date.tsx';
import { snoozeTimes } from './snooze-times.ts';
import { useWrittenMoment } from './moments/use-written-moment.ts';
import { useTargets } from './use-targets.ts';

/** Snoozes items until a moment. */
export function SnoozePicker({ itemIds, onClose }: DialogProps) {
  const t = useTranslations('asks');
  const format = useFormatter();
  const acts = useActs();
  const cursor = useListCursor();
  const targets = useTargets(itemIds);
  const [now] = useState(() => new Date());
  const [text, setText] = useState('');
  const snooze = (until: Date) => {
    onClose();
    cursor.advancePast(itemIds);
    targets.run('snooze', { until: until.toISOString() }, () => acts.snooze(itemIds, until));
  };
  const written = useWrittenMoment(text, now);
  const times = snoozeTimes(now).map(({ name, until }) => ({
    id: name,
    label: t(`time.${name}`),
    icon: <Icon of={Clock} />,
    detail: format.dateTime(until, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: 'numeric',
      minute: '2-digit',
    }),
    onSelect: () => snooze(until),
  }));
  const asWritten = (until: Date) => ({
    id: 'written',
    label: format.dateTime(until, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      ...(until.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
      hour: 'numeric',
      minute: '2-digit',
    }),
    // What was typed names exactly this moment.
    synonyms: [text],
    icon: <Icon of={CalendarClock} />,
    onSelect: () => snooze(until),
  });
  return (
    <Picker
      label={t('snooze', { count: itemIds.length })}
      placeholder={t('snoozePlaceholder')}
      empty={t(written?.kind === 'past' ? 'pastTime' : written?.kind === 'far' ? 'farTime' : 'noTime')}
      onClose={onClose}
      onTextChange={setText}
      footer={<SnoozeDate now={now} onSnooze={snooze} />}
      groups={[
        {
          heading: t('snooze', { count: itemIds.length }),
          options: written?.kind === 'moment' ? [asWritten(written.at), ...times] : times,
        },
      ]}
    />
  );
}
