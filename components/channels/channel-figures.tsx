'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { ArrivalFacts, Fact } from './channel-facts.tsx';
import { useDurationText } from '#components/ui/text/timestamp.tsx';
import type { ChannelView } from '#lib/channels/types.ts';
import { useChannelTexts } from './list/use-channel-texts.tsx';

/** What one wants to know of a channel first. */
export function ChannelFigures({ channel }: { channel: ChannelView }) {
  const t = useTranslations('channels');
  const { received, delay, open, proof, access } = useChannelTexts(channel);
  return (
    <dl className="exact grid grid-cols-5 gap-x-6 gap-y-3 text-base max-phone:grid-cols-2">
      <Fact label={t('table.received')}>{received}</Fact>
      <Fact label={t('table.delay')}>{delay}</Fact>
      <Fact label={t('table.open')}>{open}</Fact>
      <Fact label={t('table.proof')}>{proof}</Fact>
      <Fact label={t('table.access')}>{access}</Fact>
    </dl>
  );
}

/** How a channel is read, exactly. */
export function ReadingFigures({ channel }: { channel: ChannelView }) {
  const t = useTranslations('channels');
  const span = useDurationText();
  const { health } = channel;
  return (
    <dl className="exact grid grid-cols-4 gap-x-6 gap-y-3 text-sm max-phone:grid-cols-2">
      <ArrivalFacts channel={channel}>
        <Fact label={t('every')}>{span(health.pollEveryMs)}</Fact>
      </ArrivalFacts>
      <Fact label={t('history')}>
        <History backfill={health.backfill} />
      </Fact>
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
