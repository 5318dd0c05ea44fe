'use client';
import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type Health, healthOf, isTrouble } from '#components/channels/channel-health.ts';
import { HealthMark, healthTone } from '#components/channels/health-mark.tsx';
import { useChannels } from '#components/inbox-state/workspace/use-channels.ts';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { useCounts } from '#components/inbox-state/workspace/use-counts.ts';
import { Icon } from '#components/ui/icon.tsx';
import { useNow } from '#components/ui/time/use-now.ts';
import { PageLink } from '#components/ui/page-parts/page-link.tsx';
import type { ChannelView } from '#lib/channels/types.ts';
import { RailLink } from './rail-link.tsx';
import { RailTitle } from './rail-title.tsx';

/** The channels, each with its count of open items. Health is said by exception: a word for each that is not well, one line for all that are. */
export function RailChannels({ isWide }: { isWide: boolean }) {
  const t = useTranslations('shell');
  const { slug, can } = useWorkspace();
  const channels = useChannels();
  const now = useNow();
  if (!channels) return null;
  const shown = channels.filter(({ status }) => status !== 'disconnected');
  const working = shown.filter((channel) => healthOf(channel, now) === 'well').length;
  return (
    <>
      <RailTitle isWide={isWide} title={t('channels')} />
      <ul>
        {shown.map((channel) => (
          <li key={channel.id}>
            <RailChannel channel={channel} health={healthOf(channel, now)} isWide={isWide} />
          </li>
        ))}
      </ul>
      {isWide && working > 0 ? (
        <PageLink
          href={`/w/${slug}/channels`}
          prefetch={false}
          className="flex h-8 items-center rounded-control px-2 pl-7.5 text-xs text-muted hover:bg-hover hover:text-ink"
        >
          {t('channelsWorking', { count: working })}
        </PageLink>
      ) : null}
      {isWide && can('connectChannel') ? (
        <PageLink
          href={`/w/${slug}/channels/connect`}
          prefetch={false}
          className="flex h-8 touch:h-11 items-center gap-2 rounded-control px-2 text-sm text-muted hover:bg-hover hover:text-ink"
        >
          <Icon of={Plus} size={14} />
          {t('connect')}
        </PageLink>
      ) : null}
    </>
  );
}

function RailChannel({ channel, health, isWide }: { channel: ChannelView; health: Health; isWide: boolean }) {
  const healthText = useTranslations('channels.health');
  const counts = useCounts();
  const isClosed = health === 'closed';
  return (
    <RailLink
      view="open"
      query={new URLSearchParams({ channel: channel.id }).toString()}
      mark={<NetworkMark network={channel.network} size={14} isGrey={isClosed} />}
      label={channelLabel(channel)}
      count={isClosed ? undefined : counts?.byChannel[channel.id]}
      isWide={isWide}
      isQuiet={isClosed}
      {...(health === 'well' ? {} : { note: { text: healthText(health), className: healthTone(health) } })}
      end={isTrouble(health) ? <HealthMark health={health} /> : null}
    />
  );
}
