'use client';
import { useQuery } from '@tanstack/react-query';
import { Plus, PlugZap } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { FailedLine } from '#components/ui/page-parts/failed-state.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Page } from '#components/ui/page.tsx';
import { useNow } from '#components/ui/time/use-now.ts';
import type { ChannelView } from '#lib/channels/types.ts';
import { ChannelsLines } from './list/channels-lines.tsx';
import { ChannelsTable } from './list/channels-table.tsx';
import { sortChannels } from './list/sort-channels.ts';
import { useChannelSort } from './list/use-channel-sort.ts';

const EVERY_MS = 10_000;

/** All channels: how well each is read, and whether anything is missing. Trouble comes first. */
export function ChannelsPage({ first }: { first: ChannelView[] }) {
  const t = useTranslations('channels');
  const { api, slug, can } = useWorkspace();
  const problemText = useProblemText();
  const locale = useLocale();
  const now = useNow();
  const { sort, sortBy } = useChannelSort();
  const { data, error, refetch } = useQuery({
    queryKey: ['channels'],
    queryFn: () => api.listChannels(),
    initialData: { channels: first },
    refetchInterval: EVERY_MS,
  });
  const channels = sortChannels(data.channels, sort, { now, locale });
  const connect = can('connectChannel') ? (
    <Link href={`/w/${slug}/channels/connect`} className={buttonClass('primary')}>
      <Icon of={Plus} />
      {t('connect')}
    </Link>
  ) : null;
  return (
    <Page isWide title={t('title')} intro={t('intro')} actions={channels.length > 0 ? connect : null}>
      {error ? <FailedLine onRetry={() => void refetch()}>{t('stale', { why: problemText(error) })}</FailedLine> : null}
      {channels.length === 0 ? (
        <EmptyState icon={<Icon of={PlugZap} size={20} />} title={t('none')} action={connect}>
          {can('connectChannel') ? t('noneHint') : t('noneAsk')}
        </EmptyState>
      ) : (
        // Which of the two is shown depends on the room beside the rail, not on the screen.
        <div className="@container">
          <div className="@max-4xl:hidden">
            <ChannelsTable channels={channels} sort={sort} onSort={sortBy} />
          </div>
          <div className="@4xl:hidden">
            <ChannelsLines channels={channels} sort={sort} onSort={sortBy} />
          </div>
        </div>
      )}
    </Page>
  );
}
