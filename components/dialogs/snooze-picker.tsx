'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useListCursor } from '#components/inbox-state/use-list-cursor.ts';
import { Picker } from '#components/ui/overlays/picker.tsx';
import type { DialogProps } from './dialog-props.ts';
import { MomentDate } from './moments/moment-date.tsx';
import { useMomentOptions } from './moments/use-moment-options.tsx';
import { snoozeTimes } from './moments/snooze-times.ts';
import { useTargets } from './use-targets.ts';

/** Snoozes items until a moment. */
export function SnoozePicker({ itemIds, onClose }: DialogProps) {
  const t = useTranslations('asks');
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
  const offered = snoozeTimes(now).map(({ name, until }) => ({ id: name, label: t(`time.${name}`), at: until }));
  const { options, empty } = useMomentOptions({ now, text, offered, onChoose: snooze });
  return (
    <Picker
      label={t('snooze', { count: itemIds.length })}
      placeholder={t('snoozePlaceholder')}
      empty={empty}
      onClose={onClose}
      onTextChange={setText}
      footer={
        <MomentDate
          now={now}
          labels={{ at: (until) => t('snoozeUntil', { until }), choose: t('snoozeChoose') }}
          onChoose={snooze}
        />
      }
      groups={[{ heading: t('snooze', { count: itemIds.length }), options }]}
    />
  );
}
