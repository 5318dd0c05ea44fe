'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { ScrollArea } from '#components/ui/focus/scroll-area.tsx';
import { BackLink, Section } from '#components/ui/page.tsx';
import type { ChannelView } from '#lib/channels/types.ts';
import { ChannelFigures } from '../channel-figures.tsx';
import { ChannelGaps } from './channel-gaps.tsx';
import { ChannelHead } from '../channel-head.tsx';
import { ChannelLimitLines } from './channel-limits.tsx';
import { ChannelPushes } from './channel-pushes.tsx';
import { RetentionPolicy } from './retention-policy.tsx';
import { ChannelWarnings } from '../channel-warnings.tsx';
import { ComparedPosts } from '../compared-posts.tsx';
import { ProofText } from '../proof-text.tsx';
import { RejectedEvents } from './rejected-events.tsx';
import { UnreadableKinds } from './unreadable-kinds.tsx';
import { useChannelsApi } from '../use-channels-api.ts';

const EVERY_MS = 10_000;

/** One channel in full: how it is read, the proof that nothing is missing, its rate limits and its retention policy. */
export function ChannelPage({ first }: { first: ChannelView }) {
  const t = useTranslations('channels');
  const api = useChannelsApi();
  const { slug, can } = useWorkspace();
  const { data: channel } = useQuery({
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
          <ChannelHead channel={channel} isPage />
          <ChannelWarnings channel={channel} />
        </div>
        <Section title={t('reading')}>
          <ChannelFigures channel={channel} />
        </Section>
        <UnreadableKinds kinds={channel.health.unreadableKinds} />
        <Section title={t('proof')}>
          <p className="text-sm">
            {channel.proof.posts.length > 0 ? (
              <ProofText channel={channel} />
            ) : (
              <span className="text-muted">{t('proofNone', { network: channel.networkName })}</span>
            )}
          </p>
          {channel.proof.posts.length > 0 ? <ComparedPosts posts={channel.proof.posts} /> : null}
        </Section>
        <ChannelGaps gaps={channel.gaps} />
        <RejectedEvents rejected={channel.rejected} />
        {can('listDeliveries') ? <ChannelPushes channel={channel} /> : null}
        {channel.limits ? <ChannelLimitLines channel={channel} limits={channel.limits} /> : null}
        <RetentionPolicy channel={channel} />
      </div>
    </ScrollArea>
  );
}
