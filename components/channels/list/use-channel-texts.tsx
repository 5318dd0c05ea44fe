'use client';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ViewLink } from '#components/inbox-state/workspace/view-link.tsx';
import { cx } from '#components/ui/cx.ts';
import { useNow } from '#components/ui/time/use-now.ts';
import { Timestamp, useDurationText } from '#components/ui/text/timestamp.tsx';
import type { ChannelView } from '#lib/channels/types.ts';
import { credentialsEnd } from '../credentials-end.ts';
import { accessEndsAt, missingMessages } from './sort-channels.ts';

type Texts = Record<'received' | 'delay' | 'open' | 'proof' | 'access', ReactNode>;

/** The figures of a channel as the list of all channels shows them; a dash, with its meaning for ears, where there is none. */
export function useChannelTexts(channel: ChannelView): Texts {
  const t = useTranslations('channels');
  const format = useFormatter();
  const span = useDurationText();
  const now = useNow();
  const { health, limits } = channel;
  const missing = missingMessages(channel);
  const endsAt = accessEndsAt(channel);
  const isEndSoon = credentialsEnd(limits, now) !== null;
  return {
    received: health.lastMessageAt ? <Timestamp at={health.lastMessageAt} /> : <None meaning={t('table.nothingYet')} />,
    delay: health.lagP50Ms === null ? <None meaning={t('table.nothingYet')} /> : span(health.lagP50Ms),
    open:
      health.openItems === 0 ? (
        <span className="text-muted">0</span>
      ) : (
        <ViewLink
          view="open"
          query={new URLSearchParams({ channel: channel.id }).toString()}
          className="relative z-1 hover:underline touch:-mx-3 touch:inline-flex touch:min-h-11 touch:min-w-11 touch:items-center touch:justify-center touch:px-3"
        >
          <span className="sr-only">{t('table.openItems', { count: health.openItems })}</span>
          <span aria-hidden>{format.number(health.openItems)}</span>
        </ViewLink>
      ),
    proof:
      missing === null ? (
        <None meaning={t('table.notCompared')} />
      ) : missing > 0 ? (
        <span className="font-medium text-warn">{t('table.missing', { count: missing })}</span>
      ) : (
        <span className="text-muted">{t('table.complete')}</span>
      ),
    access: !limits ? (
      <None meaning={t('table.unknown')} />
    ) : endsAt === null ? (
      <span className="text-muted">{t(limits.tokenExpiresAt === null ? 'table.noEnd' : 'table.renewed')}</span>
    ) : (
      <time
        dateTime={endsAt}
        data-tip-at={endsAt}
        suppressHydrationWarning
        className={cx(isEndSoon && 'font-medium text-warn')}
      >
        {format.dateTime(new Date(endsAt), { dateStyle: 'medium' })}
      </time>
    ),
  };
}

function None({ meaning }: { meaning: string }) {
  return (
    <span className="text-muted">
      <span aria-hidden>–</span>
      <span className="sr-only">{meaning}</span>
    </span>
  );
}
