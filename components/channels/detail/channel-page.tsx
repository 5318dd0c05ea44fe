'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { ScrollArea } from '#components/ui/focus/scroll-area.tsx';
import { FailedLine } from '#components/ui/page-parts/failed-state.tsx';
import { Fold } from '#components/ui/page-parts/fold.tsx';
import { BackLink } from '#components/ui/page.tsx';
import type { ChannelView } from '#lib/channels/types.ts';
import { canReceive } from '../channel-health.ts';
import { ChannelFigures, ReadingFigures } from '../channel-figures.tsx';
import { ChannelCheck } from '../check/channel-check.tsx';
import { ChannelGaps } from './channel-gaps.tsx';
import { ChannelHead } from '../channel-head.tsx';
import { ChannelLimitLines } from './channel-limits.tsx';
import { ChannelPushes } from './channel-pushes.tsx';
import { ChannelSubscription } from './channel-subscription.tsx';
import { RetentionPolicy } from './retention-policy.tsx';
import { ChannelWarnings } from '../channel-warnings.tsx';
import { ChannelProof } from './channel-proof.tsx';
import { RejectedEvents } from './rejected-events.tsx';
import { UnreadableKinds } from './unreadable-kinds.tsx';
import { useChannelsApi } from '../use-channels-api.ts';

const EVERY_MS = 10_000;

/**
 * One channel in full: how it is read, the proof that nothing is missing, its rate limits and its retention policy. A part
 * without trouble is one line until it is unfolded.
 */
export function ChannelPage({ first }: { first: ChannelView }) {
  const t = useTranslations('channels');
  const api = useChannelsApi();
  const { slug, can } = useWorkspace();
  const problemText = useProblemText();
  const {
    data: channel,
    error,
    refetch,
  } = useQuery({
    queryKey: ['channels', first.id],
    queryFn: () => api.getChannel(first.id),
    initialData: first,
    refetchInterval: EVERY_MS,
  });
  return (
    <ScrollArea label={channelLabel(channel)} className="h-full">
      <div className="mx-auto flex w-full max-w-220 flex-col gap-7 px-6 pt-4 pb-16 max-phone:px-4">
        <div>
          <BackLink href={`/w/${slug}/channels`} text={t('all')} />
          <ChannelHead channel={channel} />
          <ChannelWarnings channel={channel} />
          {error ? (
            <FailedLine onRetry={() => void refetch()}>{t('stale', { why: problemText(error) })}</FailedLine>
          ) : null}
          {channel.push?.isOnlyWay ? (
            <p className="mt-2 text-sm text-muted">{t('push.onlyWay', { network: channel.networkName })}</p>
          ) : null}
        </div>
        {canReceive(channel) ? <ChannelFigures channel={channel} /> : null}
        <div>
          <Fold title={t('reading')}>
            <ReadingFigures channel={channel} />
          </Fold>
          <ChannelCheck channel={channel} />
          {channel.push && canReceive(channel) ? <ChannelSubscription channel={channel} push={channel.push} /> : null}
          <UnreadableKinds health={channel.health} />
          <ChannelProof channel={channel} />
          <ChannelGaps gaps={channel.gaps} />
          <RejectedEvents rejected={channel.rejected} />
          {can('listDeliveries') ? <ChannelPushes channel={channel} /> : null}
          {channel.limits ? <ChannelLimitLines channel={channel} limits={channel.limits} /> : null}
          <RetentionPolicy channel={channel} />
        </div>
      </div>
    </ScrollArea>
  );
}
