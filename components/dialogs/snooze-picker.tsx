'use client';
import { Clock } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useListCursor } from '#components/inbox-state/use-list-cursor.ts';
import { Icon } from '#components/ui/icon.tsx';
import { Picker } from '#components/ui/overlays/picker.tsx';
import type { DialogProps } from './dialog-props.ts';
import { SnoozeDate } from './snooze-date.tsx';
import { snoozeTimes } from './snooze-times.ts';
import { useTargets } from './use-targets.ts';

/** Snoozes items until a moment. */
export function SnoozePicker({ itemIds, onClose }: DialogProps) {
  const t = useTranslations('asks');
  const format = useFormatter();
  const acts = useActs();
  const cursor = useListCursor();
  const targets = useTargets(itemIds);
  const [now] = useState(() => new Date());
  const snooze = (until: Date) => {
    onClose();
    cursor.advancePast(itemIds);
    targets.run('snooze', { until: until.toISOString() }, () => acts.snooze(itemIds, until));
  };
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
  return (
    <Picker
      label={t('snooze', { count: itemIds.length })}
      placeholder={t('snoozePlaceholder')}
      empty={t('noTime')}
      onClose={onClose}
      footer={<SnoozeDate now={now} onSnooze={snooze} />}
      groups={[{ heading: t('snooze', { count: itemIds.length }), options: times }]}
    />
  );
}
