'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useStateStore } from '#components/inbox-state/state-store.ts';
import { Picker } from '#components/ui/overlays/picker.tsx';
import type { DialogProps } from './dialog-props.ts';
import { localTimeZone } from './moments/local-time-zone.ts';
import { MomentDate } from './moments/moment-date.tsx';
import { useMomentOptions } from './moments/use-moment-options.tsx';
import { scheduleTimes } from './moments/schedule-times.ts';

/** Chooses when a reply is sent, in the reader's time zone, which it names. */
export function SchedulePicker({ onClose }: DialogProps) {
  const t = useTranslations('scheduled');
  const { screen } = useInbox();
  const asked = useStateStore(screen, (state) => state.dialog?.schedule ?? null);
  const [now] = useState(() => new Date());
  const [text, setText] = useState('');
  const latest = asked?.latest ? new Date(asked.latest) : null;
  const choose = (at: Date) => {
    onClose();
    asked?.onChoose(at);
  };
  const offered = scheduleTimes(now, latest).map(({ name, at }) => ({
    id: name,
    label: t(`time.${name}`),
    at,
    reason: latest && at > latest ? t('afterWindow') : undefined,
  }));
  const { options, empty } = useMomentOptions({ now, text, offered, onChoose: choose });
  return (
    <Picker
      label={t('pick')}
      placeholder={t('placeholder')}
      empty={empty}
      onClose={onClose}
      onTextChange={setText}
      footer={
        <>
          <MomentDate now={now} labels={{ at: (at) => t('sendAt', { at }), choose: t('choose') }} onChoose={choose} />
          <p suppressHydrationWarning className="mt-1.5 text-xs text-muted">
            {t('zone', { zone: localTimeZone().replaceAll('_', ' ') })}
          </p>
        </>
      }
      groups={[{ heading: t('pick'), options }]}
    />
  );
}
