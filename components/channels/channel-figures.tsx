'use client';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useNetwork } from '#components/networks/networks-context.tsx';
import { useNow } from '#components/ui/use-now.ts';
import { useDurationText, Timestamp } from '#components/ui/text/timestamp.tsx';
import type { ChannelView } from '#lib/channels/types.ts';

/** The figures of a channel. */
export function ChannelFigures({ channel: { health, status, network } }: { channel: ChannelView }) {
  const t = useTranslations('channels');
  const format = useFormatter();
  const span = useDurationText();
  const now = useNow();
  const { pushes } = useNetwork(network);
  const nextMs = health.nextPollAt ? Date.parse(health.nextPollAt) - now : null;
  const never = <span className="text-muted">{t('never')}</span>;
  return (
    <dl className="exact mt-3 grid grid-cols-4 max-phone:grid-cols-2 gap-x-6 gap-y-2 text-sm">
      {pushes.length > 0 || health.lastWebhookAt ? (
        <Figure label={t('lastWebhook')}>
          {health.lastWebhookAt ? <Timestamp at={health.lastWebhookAt} /> : never}
        </Figure>
      ) : null}
      <Figure label={t('lastPoll')}>{health.lastPollAt ? <Timestamp at={health.lastPollAt} /> : never}</Figure>
      <Figure label={t('nextPoll')}>
        {status !== 'connected' || nextMs === null ? (
          never
        ) : (
          <span suppressHydrationWarning>{nextMs < 1_000 ? t('now') : t('in', { span: span(nextMs) })}</span>
        )}
      </Figure>
      <Figure label={t('every')}>{span(health.pollEveryMs)}</Figure>
      <Figure label={t('lastMessage')}>{health.lastMessageAt ? <Timestamp at={health.lastMessageAt} /> : never}</Figure>
      <Figure label={t('lag')}>
        {health.lagP50Ms === null || health.lagP95Ms === null
          ? never
          : t('lagValue', { p50: span(health.lagP50Ms), p95: span(health.lagP95Ms) })}
      </Figure>
      <Figure label={t('history')}>
        <History backfill={health.backfill} />
      </Figure>
      <Figure label={t('openItems')}>{format.number(health.openItems)}</Figure>
    </dl>
  );
}

function History({ backfill: { reachedAt, isDone } }: { backfill: ChannelView['health']['backfill'] }) {
  const t = useTranslations('channels');
  const format = useFormatter();
  if (!reachedAt) return t(isDone ? 'historyWhole' : 'historyBegins');
  const date = format.dateTime(new Date(reachedAt), { day: 'numeric', month: 'short' });
  return <span suppressHydrationWarning>{t(isDone ? 'historyDone' : 'historyGoing', { date })}</span>;
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-muted">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
