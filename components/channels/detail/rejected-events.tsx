'use client';
import { useTranslations } from 'next-intl';
import { Line, Lines, Section } from '#components/ui/page.tsx';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import type { ChannelView, RejectedEventView } from '#lib/channels/types.ts';

/** Events of the network that could not be stored, each with its reason. Nothing if all were stored. */
export function RejectedEvents({ rejected: { events, latest } }: { rejected: ChannelView['rejected'] }) {
  const t = useTranslations('channels');
  if (events === 0) return null;
  return (
    <Section title={t('rejected')} hint={t('rejectedHint', { n: events })}>
      <Lines label={t('rejected')}>
        {latest.map((event) => (
          <RejectedLine key={event.id} event={event} />
        ))}
      </Lines>
    </Section>
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
