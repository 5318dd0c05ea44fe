'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { useReasonText } from '#components/allowed-actions/use-reason-text.ts';
import { useDurationText } from '#components/ui/text/timestamp.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { type ChannelView, itemKinds, type PushView } from '#lib/channels/types.ts';
import { isPushTrouble, missedPushes } from './channel-health.ts';

/** What the network doesn't push although it could, why, and what to do. Nothing if it pushes everything. */
export function PushWarnings({ channel }: { channel: ChannelView }) {
  const { push, status } = channel;
  if (!push || status !== 'connected') return null;
  const refused = missedPushes(push);
  return (
    <>
      {refused.length > 0 ? <Refused channel={channel} refused={refused} /> : null}
      {push.missingSince ? <Missing channel={channel} since={push.missingSince} /> : null}
    </>
  );
}

function Refused({ channel, refused }: { channel: ChannelView; refused: PushView['refused'] }) {
  const t = useTranslations('channels');
  const format = useFormatter();
  const kindText = useTranslations('networks.kinds');
  const reasonText = useReasonText();
  const span = useDurationText()(channel.health.pollEveryMs);
  const isTrouble = isPushTrouble(channel);
  const what = format.list(
    itemKinds
      .filter((kind) => refused.some(({ kinds }) => kinds.includes(kind)))
      .map((kind) => kindText(kind).toLowerCase()),
  );
  const sentence = channel.push?.isOnlyWay ? 'push.nothing' : isTrouble ? 'push.refused' : 'push.notSetUp';
  // Several events are often refused for one reason, in the same words but for the event's name.
  const reasons = [...new Map(refused.toReversed().map((one) => [one.reason, one])).values()].toReversed();
  return (
    <Notice tone={isTrouble ? 'warn' : 'neutral'}>
      <p>{t(sentence, { span, what })}</p>
      {reasons.map((one) => (
        <div key={one.reason} className="mt-0.5">
          <p>{reasonText(one)}</p>
          {one.detail ? <p className="text-xs wrap-anywhere">{t('networkSays', { detail: one.detail })}</p> : null}
        </div>
      ))}
      <p className="mt-0.5 text-xs">{t('push.again')}</p>
    </Notice>
  );
}

function Missing({ channel, since }: { channel: ChannelView; since: string }) {
  const t = useTranslations('channels');
  const format = useFormatter();
  const span = useDurationText()(channel.health.pollEveryMs);
  const when = format.dateTime(new Date(since), { dateStyle: 'medium', timeStyle: 'short' });
  return <Notice tone="warn">{t('push.missing', { network: channel.networkName, when, span })}</Notice>;
}
