'use client';
import { useTranslations } from 'next-intl';
import { cx } from '#components/ui/cx.ts';
import { useNow } from '#components/ui/time/use-now.ts';
import type { ChannelView } from '#lib/channels/types.ts';
import { healthOf } from '../channel-health.ts';
import { HealthMark, healthTone } from '../health-mark.tsx';

/** A channel's health in a word. Only what is not as usual has a mark. */
export function StatusText({ channel }: { channel: ChannelView }) {
  const t = useTranslations('channels');
  const health = healthOf(channel, useNow());
  return (
    <span className={cx('flex items-start gap-1.5', healthTone(health))}>
      {health === 'well' ? null : <HealthMark health={health} className="mt-0.5" />}
      <span className={cx('@4xl:whitespace-nowrap', health !== 'well' && health !== 'closed' && 'font-medium')}>
        {t(`health.${health}`)}
        {channel.health.isBackfilling ? (
          <span className="block text-xs font-normal text-muted">{t('backfilling')}</span>
        ) : null}
      </span>
    </span>
  );
}
