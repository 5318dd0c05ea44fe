'use client';
import { useTranslations } from 'next-intl';
import { Fold } from '#components/ui/page-parts/fold.tsx';
import { Line, Lines } from '#components/ui/page.tsx';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import type { ChannelView, RejectedEventView } from '#lib/channels/types.ts';

/** Events of the network that could not be stored, each with its reason. Nothing if all were stored. */
export function RejectedEvents({ rejected: { events, latest } }: { rejected: ChannelView['rejected'] }) {
  const t = useTranslations('channels');
  if (events === 0) return null;
  return (
    <Fold title={t('rejected')} tone="warn" summary={t('rejectedCount', { n: events })} isOpen>
      <p className="max-w-140 text-sm text-muted">{t('rejectedHint', { n: events })}</p>
      <Lines label={t('rejected')}>
        {latest.map((event) => (
          <RejectedLine key={event.id} event={event} />
        ))}
      </Lines>
    </Fold>
  );
}

function RejectedLine({ event: { externalId, reason, detail, seen, lastSeenAt } }: { event: RejectedEventView }) {
  const t = useTranslations('channels');
  return (
    <Line
      title={t(`rejectReasons.${reason}`)}
      detail={
        <>
          {externalId ? <span className="exact block text-xs break-all">{externalId}</span> : null}
          {detail ? (
            <span dir="auto" lang="" className="exact block text-xs break-all">
              {detail}
            </span>
          ) : null}
        </>
      }
    >
      <span className="exact text-xs text-muted">
        {t('rejectedSeen', { n: seen })} <Timestamp at={lastSeenAt} look="full" />
      </span>
    </Line>
  );
}
