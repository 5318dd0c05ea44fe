'use client';
import { CircleCheck, EyeOff, PlugZap, SearchX } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { canReceive, healthOf, isTrouble } from '#components/channels/channel-health.ts';
import { useChannels } from '#components/inbox-state/workspace/use-channels.ts';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { type View, viewFilters } from '#components/route/filter.ts';
import { navigate } from '#components/route/route-store.ts';
import { useListing, useRoute } from '#components/route/use-route.ts';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { useNow } from '#components/ui/time/use-now.ts';
import { useDurationText } from '#components/ui/text/timestamp.tsx';
import type { ChannelView } from '#lib/channels/types.ts';
import { DoneToday } from './done-today.tsx';

/** Why the list is empty: nothing matches, a channel is broken, there is no channel, or everything is done. */
export function QueueEmpty() {
  const t = useTranslations('empty');
  const { slug, can, me } = useWorkspace();
  const view = useRoute((route) => route.view);
  const { filter } = useListing();
  const channels = useChannels();
  const now = useNow();
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
  if (channels.length === 0 && !me.seesAllChannels) {
    return (
      <EmptyState icon={<Icon of={EyeOff} size={20} />} title={t('noneShared')}>
        {t('noneSharedHint')}
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
  return (
    <EmptyState icon={<Icon of={CircleCheck} size={20} className="text-ok" />} title={t(`view.${view}`)}>
      {worked.includes(view) ? <DoneToday /> : null}
      <ChannelsAtWork channels={channels} />
    </EmptyState>
  );
}

/** The lists that a member empties by working. */
const worked: readonly View[] = ['open', 'mine', 'unassigned'];

/** That the channels work, and when the next one is checked. */
function ChannelsAtWork({ channels }: { channels: readonly ChannelView[] }) {
  const t = useTranslations('empty');
  const now = useNow();
  const span = useDurationText();
  const health = channels.map((channel) => healthOf(channel, now));
  const [troubled] = channels.filter((_, at) => isTrouble(health[at] ?? 'well'));
  const trouble = health.filter(isTrouble).length;
  const working = health.filter((one) => one === 'well').length;
  const polls = channels.flatMap((channel) =>
    channel.status === 'connected' && canReceive(channel) && channel.health.nextPollAt
      ? [Date.parse(channel.health.nextPollAt)]
      : [],
  );
  const nextMs = polls.length > 0 ? Math.max(0, Math.min(...polls) - now) : null;
  if (channels.some((channel) => channel.health.isBackfilling)) return <p>{t('filling')}</p>;
  return (
    <>
      {working > 0 ? <p>{t('working', { count: working })}</p> : null}
      {troubled ? <p className="text-warn">{t('trouble', { count: trouble, name: channelLabel(troubled) })}</p> : null}
      {nextMs === null ? null : (
        <p suppressHydrationWarning>{nextMs < 60_000 ? t('nextSoon') : t('next', { span: span(nextMs) })}</p>
      )}
    </>
  );
}
