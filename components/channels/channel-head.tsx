'use client';
import { ExternalLink } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { useAvatar } from '#components/inbox-state/people/use-avatar.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { useNow } from '#components/ui/use-now.ts';
import { WebLink } from '#components/ui/text/web-link.tsx';
import { webUrl } from '#components/ui/text/web-url.ts';
import type { ChannelView } from '#lib/channels/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';
import { ChannelActions } from './channel-actions.tsx';
import { type Health, healthOf } from './channel-health.ts';
import { HealthDot } from './health-dot.tsx';

const tones: Record<Health, Tone> = { well: 'ok', watch: 'warn', slow: 'warn', broken: 'bad', off: 'neutral' };

/** A channel's name, network and health, and what can be done with it. @param isPage the page is about this channel alone */
export function ChannelHead({ channel, isPage = false }: { channel: ChannelView; isPage?: boolean }) {
  const t = useTranslations('channels');
  const { slug } = useWorkspace();
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
          {isPage ? (
            <h1 dir="auto" className="min-w-0 truncate text-lg font-semibold">
              {name}
            </h1>
          ) : (
            <h2 dir="auto" className="min-w-0 truncate text-base font-semibold">
              <Link
                href={`/w/${slug}/channels/${channel.id}`}
                aria-label={t('details', { handle: label })}
                className="hover:underline touch:inline-flex touch:min-h-11 touch:items-center"
              >
                {name}
              </Link>
            </h2>
          )}
          <Badge tone={tones[health]} icon={<HealthDot health={health} />}>
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
