'use client';
import { useQuery } from '@tanstack/react-query';
import { Plus, PlugZap } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Page } from '#components/ui/page.tsx';
import type { ChannelView } from '#lib/channels/types.ts';
import { ChannelCard } from './channel-card.tsx';

const EVERY_MS = 10_000;

/** All channels: how well each is read, and the proof that nothing is missing. */
export function ChannelsPage({ first }: { first: ChannelView[] }) {
  const t = useTranslations('channels');
  const { api, slug, can } = useWorkspace();
  const { data } = useQuery({
    queryKey: ['channels'],
    queryFn: () => api.listChannels(),
    initialData: { channels: first },
    refetchInterval: EVERY_MS,
  });
  const connect = can('connectChannel') ? (
    <Link href={`/w/${slug}/channels/connect`} className={buttonClass('primary')}>
      <Icon of={Plus} />
      {t('connect')}
    </Link>
  ) : null;
  return (
    <Page title={t('title')} intro={t('intro')} actions={data.channels.length > 0 ? connect : null}>
      {data.channels.length === 0 ? (
        <EmptyState icon={<Icon of={PlugZap} size={20} />} title={t('none')} action={connect}>
          {can('connectChannel') ? t('noneHint') : t('noneAsk')}
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {data.channels.map((channel) => (
            <ChannelCard key={channel.id} channel={channel} />
          ))}
        </ul>
      )}
    </Page>
  );
}
