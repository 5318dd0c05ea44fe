'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { useReasonText } from '#components/allowed-actions/use-reason-text.ts';
import { Notice } from '#components/ui/notice.tsx';
import { useNow } from '#components/ui/time/use-now.ts';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import type { ChannelView } from '#lib/channels/types.ts';
import { credentialsEnd } from './credentials-end.ts';
import { healthOf } from './channel-health.ts';
import { PushWarnings } from './push-warnings.tsx';

/** A channel's problems: what happened, what it means, what to do. Nothing if there are none. */
export function ChannelWarnings({ channel }: { channel: ChannelView }) {
  const t = useTranslations('channels');
  const format = useFormatter();
  const now = useNow();
  const { silentSince, isSubscribed, limitedUntil } = channel.health;
  const network = channel.networkName;
  const day = (at: string) => format.dateTime(new Date(at), { dateStyle: 'long' });
  const moment = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' });
  const endsAt = channel.status === 'connected' ? credentialsEnd(channel.limits, now) : null;
  const isClosed = Object.keys(channel.capabilities).length === 0;
  return (
    <div className="mt-3 flex flex-col gap-2 empty:hidden">
      <Failure channel={channel} />
      {limitedUntil !== null && Date.parse(limitedUntil) > now ? (
        <Notice tone="warn">
          {t('limitedUntil')} <Timestamp at={limitedUntil} look="full" className="exact" />
        </Notice>
      ) : null}
      {channel.health.isSlowedByQuota && channel.status === 'connected' ? (
        <Notice>{t('slowedByQuota', { network })}</Notice>
      ) : null}
      {endsAt ? (
        <Notice tone={Date.parse(endsAt) < now ? 'bad' : 'warn'}>
          {t(Date.parse(endsAt) < now ? 'accessEnded' : 'accessEnds', { date: day(endsAt) })}
        </Notice>
      ) : null}
      {silentSince && channel.status === 'connected' ? (
        <Notice tone="warn">{t('silentSince', { network, when: moment(silentSince) })}</Notice>
      ) : null}
      {channel.rejected.unreadableSince ? (
        <Notice tone="warn">
          {t('unreadableEntries', {
            n: channel.rejected.unreadable,
            network,
            when: moment(channel.rejected.unreadableSince),
          })}
        </Notice>
      ) : null}
      <PushWarnings channel={channel} />
      {isSubscribed === false && channel.status === 'connected' && !channel.push?.refused.length ? (
        <Notice tone="warn">{t('notSubscribed', { network })}</Notice>
      ) : null}
      {isClosed ? <Notice>{t('closed', { network })}</Notice> : null}
    </div>
  );
}

function Failure({ channel }: { channel: ChannelView }) {
  const t = useTranslations('channels');
  const reasonText = useReasonText();
  const health = healthOf(channel, useNow());
  const { lastError, failedPolls } = channel.health;
  if (channel.status === 'reconnect') {
    return (
      <Notice tone="bad">{reasonText({ reason: channel.statusReason ?? 'bad_credentials', detail: null })}</Notice>
    );
  }
  if (!lastError || health === 'off' || failedPolls === 0) return null;
  return (
    <Notice tone={health === 'broken' ? 'bad' : 'warn'}>
      <p>
        {reasonText(lastError)} <Timestamp at={lastError.at} className="exact" />
      </p>
      {lastError.detail ? <p className="mt-0.5 text-xs">{t('networkSays', { detail: lastError.detail })}</p> : null}
    </Notice>
  );
}
