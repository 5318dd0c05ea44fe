'use client';
import { ExternalLink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { useAvatar } from '#components/inbox-state/people/use-avatar.ts';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { useNow } from '#components/ui/time/use-now.ts';
import { WebLink } from '#components/ui/text/web-link.tsx';
import { webUrl } from '#components/ui/text/web-url.ts';
import type { ChannelView } from '#lib/channels/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';
import { ChannelActions } from './channel-actions.tsx';
import { type Health, healthOf } from './channel-health.ts';
import { HealthMark } from './health-mark.tsx';

const tones: Record<Health, Tone> = {
  well: 'neutral',
  watch: 'warn',
  slow: 'warn',
  broken: 'bad',
  off: 'neutral',
  closed: 'neutral',
};

/** A channel's name, network and health, and what can be done with it. */
export function ChannelHead({ channel }: { channel: ChannelView }) {
  const t = useTranslations('channels');
  const health = healthOf(channel, useNow());
  const name = plainLine(channel.name) || plainLine(channel.handle);
  const label = channelLabel(channel);
  const avatarOf = useAvatar();
  return (
    <div className="flex flex-wrap items-center gap-3">
      <span className="relative">
        <Avatar name={name} url={avatarOf(channel)} size={36} />
        <span className="absolute -right-1 -bottom-0.5 rounded-[5px] bg-page p-0.5">
          <NetworkMark network={channel.network} size={12} />
        </span>
      </span>
      <div className="min-w-0 flex-1 max-phone:basis-3/4">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <h1 dir="auto" className="min-w-0 truncate text-lg font-semibold">
            {name}
          </h1>
          <Badge tone={tones[health]} icon={<HealthMark health={health} size={12} />}>
            {t(`health.${health}`)}
          </Badge>
          {channel.health.isBackfilling ? <Badge tone="accent">{t('backfilling')}</Badge> : null}
        </div>
        <p className="flex items-center gap-1.5 text-sm text-muted">
          <span className="truncate">
            {label === name ? channel.networkName : `${isolated(label)} · ${channel.networkName}`}
          </span>
        </p>
      </div>
      {webUrl(channel.profileUrl) ? (
        <WebLink
          href={channel.profileUrl}
          aria-label={t('openProfile')}
          data-tip={t('openProfile')}
          className="inline-flex size-6.5 shrink-0 items-center justify-center rounded-control text-muted hover:bg-hover hover:text-ink touch:size-11"
        >
          <Icon of={ExternalLink} size={14} />
        </WebLink>
      ) : null}
      <ChannelActions channel={channel} />
    </div>
  );
}
