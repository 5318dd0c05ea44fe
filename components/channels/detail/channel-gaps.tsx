'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { Badge } from '#components/ui/badge.tsx';
import { EmptyLine } from '#components/ui/empty-state.tsx';
import { Fold } from '#components/ui/page-parts/fold.tsx';
import { Line, Lines } from '#components/ui/page.tsx';
import type { GapView } from '#lib/channels/types.ts';

/** The gaps in reading: when, why, and whether they were filled. */
export function ChannelGaps({ gaps }: { gaps: readonly GapView[] }) {
  const t = useTranslations('channels');
  const open = gaps.filter(({ filledAt }) => filledAt === null).length;
  return (
    <Fold
      title={t('gaps')}
      tone={open > 0 ? 'warn' : 'plain'}
      summary={open > 0 ? t('gapsOpen', { count: open }) : t('gapsFilled', { count: gaps.length })}
    >
      {gaps.length === 0 ? (
        <EmptyLine>{t('gapsNone')}</EmptyLine>
      ) : (
        <Lines label={t('gaps')}>
          {gaps.map((gap) => (
            <GapLine key={gap.id} gap={gap} />
          ))}
        </Lines>
      )}
    </Fold>
  );
}

function GapLine({ gap: { reason, from, until, filledAt, messages } }: { gap: GapView }) {
  const t = useTranslations('channels');
  const format = useFormatter();
  const look = { dateStyle: 'medium', timeStyle: 'short' } as const;
  return (
    <Line
      title={t(`gapReasons.${reason}`)}
      detail={
        <span suppressHydrationWarning className="exact">
          {until === null
            ? t('gapSince', { from: format.dateTime(new Date(from), look) })
            : // Of one day, the day is said once.
              format.dateTimeRange(new Date(from), new Date(until), look)}
        </span>
      }
    >
      <Badge tone={filledAt === null ? 'warn' : 'ok'}>
        {filledAt === null ? t('gapOpen') : t('gapFilled', { n: messages })}
      </Badge>
    </Line>
  );
}
