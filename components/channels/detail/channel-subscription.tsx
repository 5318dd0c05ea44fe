'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { useReasonText } from '#components/allowed-actions/use-reason-text.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Fold } from '#components/ui/page-parts/fold.tsx';
import { Line, Lines } from '#components/ui/page.tsx';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import type { ChannelView, ItemKind, PushView } from '#lib/channels/types.ts';
import { isPushTrouble } from '../channel-health.ts';

/** What the network said when it was asked to push the channel's events: event by event, in its own words. */
export function ChannelSubscription({ channel, push }: { channel: ChannelView; push: PushView }) {
  const t = useTranslations('channels');
  const kindsText = useKindsText();
  const reasonText = useReasonText();
  const network = channel.networkName;
  const isTrouble = isPushTrouble(channel);
  return (
    <Fold title={t('push.title')} tone={isTrouble ? 'warn' : 'plain'} summary={t(`push.states.${push.state}`)}>
      <p className="text-sm text-muted">
        {push.state === 'by_hand' ? t('push.byHand', { network }) : null}
        {push.state === 'not_asked' ? t('push.notAsked', { network }) : null}
        {push.askedAt ? (
          <>
            {t('push.askedAt')} <Timestamp at={push.askedAt} className="exact" />
          </>
        ) : null}
      </p>
      {push.accepted.length > 0 && channel.health.lastWebhookAt === null ? (
        <p className="text-sm text-muted">{t('push.never')}</p>
      ) : null}
      {push.accepted.length + push.refused.length > 0 ? (
        <Lines label={t('push.title')}>
          {byImportance(push.refused).map((one) => (
            <Line
              key={one.event}
              title={<EventName name={one.event} />}
              detail={
                <>
                  {kindsText(one.kinds)}
                  <span className="block">
                    {one.detail ? t('networkSays', { detail: one.detail }) : reasonText({ ...one, detail: null })}
                  </span>
                </>
              }
            >
              <Badge tone={one.kinds.length > 0 && isTrouble ? 'warn' : 'neutral'}>{t('push.refusedEvent')}</Badge>
            </Line>
          ))}
          {push.accepted.map(({ event, kinds }) => (
            <Line key={event} title={<EventName name={event} />} detail={kindsText(kinds)}>
              <Badge tone="ok">{t('push.accepted')}</Badge>
            </Line>
          ))}
        </Lines>
      ) : null}
    </Fold>
  );
}

/** What would bring items first. */
function byImportance(refused: PushView['refused']): PushView['refused'] {
  return refused.toSorted((a, b) => Number(b.kinds.length > 0) - Number(a.kinds.length > 0));
}

/** As the network calls it, to be found in its documents. */
function EventName({ name }: { name: string }) {
  return (
    <code translate="no" className="text-sm">
      {name}
    </code>
  );
}

function useKindsText(): (kinds: readonly ItemKind[]) => string {
  const format = useFormatter();
  const kindText = useTranslations('networks.kinds');
  return (kinds) => format.list(kinds.map((kind) => kindText(kind)));
}
