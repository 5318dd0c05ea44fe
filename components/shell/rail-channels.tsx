'use client';
import { Plus } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { healthOf } from '#components/channels/channel-health.ts';
import { HealthDot } from '#components/channels/health-dot.tsx';
import { useChannels } from '#components/inbox-state/workspace/use-channels.ts';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { useCounts } from '#components/inbox-state/workspace/use-counts.ts';
import { Icon } from '#components/ui/icon.tsx';
import { useNow } from '#components/ui/use-now.ts';
import { RailLink } from './rail-link.tsx';
import { RailTitle } from './rail-title.tsx';

/** The channels, each with its count of open items and its health. */
export function RailChannels({ isWide }: { isWide: boolean }) {
  const t = useTranslations('shell');
  const healthText = useTranslations('channels.health');
  const { slug, can } = useWorkspace();
  const channels = useChannels();
  const counts = useCounts();
  const now = useNow();
  if (!channels) return null;
  return (
    <>
      <RailTitle isWide={isWide} title={t('channels')} />
      <ul>
        {channels
          .filter(({ status }) => status !== 'disconnected')
          .map((channel) => {
            const health = healthOf(channel, now);
            return (
              <li key={channel.id}>
                <RailLink
                  view="open"
                  query={new URLSearchParams({ channel: channel.id }).toString()}
                  mark={<NetworkMark network={channel.network} size={14} />}
                  label={channelLabel(channel)}
                  count={counts?.byChannel[channel.id]}
                  isWide={isWide}
                  end={<HealthDot health={health} label={healthText(health)} />}
                />
              </li>
            );
          })}
      </ul>
      {isWide && can('connectChannel') ? (
        <Link
          href={`/w/${slug}/channels/connect`}
          prefetch={false}
          className="flex h-8 touch:h-11 items-center gap-2 rounded-control px-2 text-sm text-muted hover:bg-hover hover:text-ink"
        >
          <Icon of={Plus} size={14} />
          {t('connect')}
        </Link>
      ) : null}
    </>
  );
}
