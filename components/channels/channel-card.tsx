'use client';
import { ChevronDown, ExternalLink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useReasonText } from '#components/item/use-reason-text.ts';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useNow } from '#components/ui/use-now.ts';
import { When } from '#components/ui/when.tsx';
import type { ChannelView } from '#lib/channels/types.ts';
import { ChannelActions } from './channel-actions.tsx';
import { type Health, healthOf } from './channel-health.ts';
import { ChannelFigures } from './channel-figures.tsx';
import { ComparedPosts } from './compared-posts.tsx';

const tones: Record<Health, Tone> = { well: 'ok', slow: 'warn', broken: 'bad', off: 'neutral' };

/** One channel: its state in a word, its figures, what went wrong and what to do, and the posts that were compared. */
export function ChannelCard({ channel }: { channel: ChannelView }) {
  const t = useTranslations('channels');
  const reasonText = useReasonText();
  const [isOpen, setOpen] = useState(false);
  const now = useNow();
  const health = healthOf(channel, now);
  const { lastError, limitedUntil, isBackfilling } = channel.health;
  const isLimited = limitedUntil !== null && Date.parse(limitedUntil) > now;
  const missing = channel.proof.reported - channel.proof.held;
  return (
    <li className="py-4">
      <div className="flex flex-wrap items-center gap-3">
        <span className="relative">
          <Avatar name={channel.name || channel.handle} url={channel.avatarUrl} size={36} />
          <span className="absolute -right-1 -bottom-0.5 rounded-[5px] bg-page p-0.5">
            <NetworkMark network={channel.network} size={12} />
          </span>
        </span>
        <div className="min-w-0 flex-1 max-phone:basis-3/4">
          <div className="flex items-center gap-2">
            <h2 className="truncate text-base font-semibold">{channel.name || channel.handle}</h2>
            <Badge tone={tones[health]}>{t(`health.${health}`)}</Badge>
            {isBackfilling ? <Badge tone="accent">{t('backfilling')}</Badge> : null}
          </div>
          <p className="flex items-center gap-1.5 text-sm text-muted">
            <span className="truncate">
              @{channel.handle} · {channel.networkName}
            </span>
            {channel.profileUrl ? (
              <a
                href={channel.profileUrl}
                target="_blank"
                rel="noopener noreferrer"
                aria-label={t('openProfile')}
                data-tip={t('openProfile')}
                className="hover:text-ink"
              >
                <Icon of={ExternalLink} size={12} />
              </a>
            ) : null}
          </p>
        </div>
        <ChannelActions channel={channel} />
      </div>
      {channel.status === 'reconnect' ? (
        <Notice tone="bad" className="mt-3">
          {reasonText({ reason: channel.statusReason ?? 'bad_credentials', detail: null })}
        </Notice>
      ) : lastError && health !== 'off' && channel.health.failedPolls > 0 ? (
        <Notice tone={health === 'broken' ? 'bad' : 'warn'} className="mt-3">
          <p>
            {reasonText(lastError)} <When at={lastError.at} className="exact" />
          </p>
          {lastError.detail ? (
            <p className="mt-0.5 text-xs opacity-80">{t('networkSays', { detail: lastError.detail })}</p>
          ) : null}
        </Notice>
      ) : null}
      {isLimited ? (
        <Notice tone="warn" className="mt-3">
          {t('limitedUntil')} <When at={limitedUntil} look="full" className="exact" />
        </Notice>
      ) : null}
      <ChannelFigures channel={channel} />
      {channel.proof.posts.length > 0 ? (
        <div className="mt-2">
          <div className="flex items-center gap-1 text-sm">
            <span className={cx('font-medium', missing > 0 ? 'text-warn' : 'text-ok')}>
              {missing > 0
                ? t('proofMissing', {
                    missing,
                    reported: channel.proof.reported,
                    held: channel.proof.held,
                    network: channel.networkName,
                  })
                : t('proofWhole', {
                    reported: channel.proof.reported,
                    held: channel.proof.held,
                    network: channel.networkName,
                  })}
            </span>
            <IconButton
              size="small"
              aria-expanded={isOpen}
              label={t(isOpen ? 'hidePosts' : 'showPosts')}
              icon={
                <Icon
                  of={ChevronDown}
                  size={14}
                  className={cx('transition-transform duration-120', isOpen && 'rotate-180')}
                />
              }
              onClick={() => setOpen(!isOpen)}
            />
          </div>
          {isOpen ? <ComparedPosts posts={channel.proof.posts} /> : null}
        </div>
      ) : null}
    </li>
  );
}
