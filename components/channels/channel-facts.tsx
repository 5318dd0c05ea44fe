'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useNow } from '#components/ui/time/use-now.ts';
import { Timestamp, useDurationText } from '#components/ui/text/timestamp.tsx';
import type { ChannelView } from '#lib/channels/types.ts';

/** When a channel was checked and will be, and how fast messages come. */
export function ChannelFacts({ channel }: { channel: ChannelView }) {
  return (
    <dl className="exact flex flex-wrap gap-x-8 gap-y-2 text-sm text-ink">
      <ArrivalFacts channel={channel} />
    </dl>
  );
}

/** The facts of a list that every view of a channel has. @param children what stands after the times of the polls */
export function ArrivalFacts({ channel, children }: { channel: ChannelView; children?: ReactNode }) {
  const t = useTranslations('channels');
  const span = useDurationText();
  const now = useNow();
  const { health, status } = channel;
  const nextMs = status === 'connected' && health.nextPollAt ? Date.parse(health.nextPollAt) - now : null;
  return (
    <>
      <Fact label={t('lastPoll')}>{health.lastPollAt ? <Timestamp at={health.lastPollAt} /> : t('never')}</Fact>
      {nextMs === null ? null : (
        <Fact label={t('nextPoll')}>
          <span suppressHydrationWarning>{nextMs < 1_000 ? t('now') : t('in', { span: span(nextMs) })}</span>
        </Fact>
      )}
      {children}
      {health.lastWebhookAt ? (
        <Fact label={t('lastWebhook')}>
          <Timestamp at={health.lastWebhookAt} />
        </Fact>
      ) : null}
      {health.lagP50Ms === null || health.lagP95Ms === null ? null : (
        <Fact label={t('delays')}>{t('delaysValue', { p50: span(health.lagP50Ms), p95: span(health.lagP95Ms) })}</Fact>
      )}
    </>
  );
}

/** One figure with its name. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-muted">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
