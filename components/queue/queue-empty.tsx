'use client';
import { CircleCheck, PlugZap, SearchX } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { healthOf } from '#components/channels/channel-health.ts';
import { useChannels } from '#components/inbox-state/workspace/use-channels.ts';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { viewFilters } from '#components/route/filter.ts';
import { navigate } from '#components/route/route-store.ts';
import { useListing, useRoute } from '#components/route/use-route.ts';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { useNow } from '#components/ui/use-now.ts';
import { useDurationText } from '#components/ui/text/timestamp.tsx';

/** Why the list is empty: nothing matches, a channel is broken, there is no channel, or everything is done. */
export function QueueEmpty() {
  const t = useTranslations('empty');
  const { slug, can } = useWorkspace();
  const view = useRoute((route) => route.view);
  const { filter } = useListing();
  const channels = useChannels();
  const now = useNow();
  const span = useDurationText();
  const channelsPath = `/w/${slug}/channels`;
  if (channels === undefined) return null;
  const isNarrowed = JSON.stringify(filter) !== JSON.stringify(viewFilters[view]);
  if (isNarrowed) {
    return (
      <EmptyState
        icon={<Icon of={SearchX} size={20} />}
        title={filter.q ? t('noMatch', { q: filter.q }) : t('noFiltered')}
        action={<Button onClick={() => navigate({ query: '' })}>{t('clear')}</Button>}
      >
        {filter.q ? t('noMatchHint') : t('noFilteredHint')}
      </EmptyState>
    );
  }
  const broken = channels.filter((channel) => healthOf(channel, now) === 'broken');
  if (broken.length > 0) {
    return (
      <EmptyState
        icon={<Icon of={PlugZap} size={20} className="text-bad" />}
        title={t('broken', { count: broken.length, name: broken[0] ? channelLabel(broken[0]) : '' })}
        action={
          <Link href={channelsPath} className={buttonClass('primary')}>
            {t('seeChannels')}
          </Link>
        }
      >
        {t('brokenHint')}
      </EmptyState>
    );
  }
  if (channels.length === 0) {
    return (
      <EmptyState
        icon={<Icon of={PlugZap} size={20} />}
        title={t('noChannel')}
        action={
          can('connectChannel') ? (
            <Link href={`${channelsPath}/connect`} className={buttonClass('primary')}>
              {t('connect')}
            </Link>
          ) : null
        }
      >
        {can('connectChannel') ? t('noChannelHint') : t('noChannelAsk')}
      </EmptyState>
    );
  }
  const polls = channels.flatMap(({ health }) => (health.nextPollAt ? [Date.parse(health.nextPollAt)] : []));
  const nextMs = polls.length > 0 ? Math.max(0, Math.min(...polls) - now) : null;
  const isFilling = channels.some(({ health }) => health.isBackfilling);
  return (
    <EmptyState icon={<Icon of={CircleCheck} size={20} className="text-ok" />} title={t(`view.${view}`)}>
      <p>{isFilling ? t('filling') : t('channelsWell', { count: channels.length })}</p>
      {nextMs === null ? null : (
        <p suppressHydrationWarning>{nextMs < 60_000 ? t('nextSoon') : t('next', { span: span(nextMs) })}</p>
      )}
    </EmptyState>
  );
}
