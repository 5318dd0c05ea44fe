'use client';
import { ChevronDown, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { ChannelView } from '#lib/channels/types.ts';
import { ChannelFigures } from './channel-figures.tsx';
import { ChannelHead } from './channel-head.tsx';
import { ChannelWarnings } from './channel-warnings.tsx';
import { ComparedPosts } from './compared-posts.tsx';
import { ProofText } from './proof-text.tsx';

/** One channel in the list of all: its health, figures, problems, and the posts that were compared. */
export function ChannelCard({ channel }: { channel: ChannelView }) {
  const t = useTranslations('channels');
  const { slug } = useWorkspace();
  const [isOpen, setOpen] = useState(false);
  const { posts } = channel.proof;
  return (
    <li className="py-4">
      <ChannelHead channel={channel} />
      <ChannelWarnings channel={channel} />
      <ChannelFigures channel={channel} />
      <div className="mt-2 flex flex-wrap items-center gap-x-1 text-sm">
        <div className="flex min-w-0 items-center gap-x-1">
          <ProofText channel={channel} />
          {posts.length > 0 ? (
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
          ) : null}
        </div>
        <Link
          href={`/w/${slug}/channels/${channel.id}`}
          prefetch={false}
          className="ml-auto inline-flex min-h-7 items-center gap-0.5 text-muted hover:text-ink touch:min-h-11"
        >
          {t('open')}
          <span className="sr-only">{channelLabel(channel)}</span>
          <Icon of={ChevronRight} size={14} />
        </Link>
      </div>
      {isOpen ? <ComparedPosts posts={posts} /> : null}
    </li>
  );
}
