'use client';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { FailedLine, FailedState } from '#components/ui/page-parts/failed-state.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Lines, Page } from '#components/ui/page.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import { LinesSkeleton } from '#components/ui/skeleton.tsx';
import type { ChannelView } from '#lib/channels/types.ts';
import { type DeliveryState, deliveryStates } from '#lib/sync/deliveries/types.ts';
import { DeliveryLine } from './delivery-line.tsx';
import { useChannelsApi } from '../use-channels-api.ts';

const EVERY_MS = 10_000;
const ANY = 'any';

/** What a network has pushed to a channel, and the state of each delivery. An admin can replay them. */
export function DeliveriesPage({ channel }: { channel: ChannelView }) {
  const t = useTranslations('channels.delivery');
  const { slug, can } = useWorkspace();
  const [state, setState] = useState<DeliveryState | typeof ANY>(ANY);
  const { deliveries, error, refetch, isLoading, hasNextPage, fetchNextPage, isFetchingNextPage } = useDeliveries(
    channel.id,
    state === ANY ? null : state,
  );
  const problemText = useProblemText();
  const commonText = useTranslations('common');
  return (
    <Page
      title={t('title', { handle: channelLabel(channel) })}
      back={{ href: `/w/${slug}/channels/${channel.id}`, text: channelLabel(channel) }}
      intro={t('intro', { network: channel.networkName })}
      actions={can('replayFailedDeliveries') ? <ReplayFailed channelId={channel.id} /> : null}
    >
      <div className="w-48">
        <Select
          label={t('state')}
          value={state}
          onChange={setState}
          options={[
            { value: ANY, label: t('any') },
            ...deliveryStates.map((value) => ({ value, label: t(`states.${value}`) })),
          ]}
        />
      </div>
      {error && deliveries.length > 0 ? (
        <FailedLine onRetry={() => void refetch()}>{problemText(error)}</FailedLine>
      ) : null}
      {error && deliveries.length === 0 ? (
        <FailedState title={t('failed')} onRetry={() => void refetch()}>
          {problemText(error)}
        </FailedState>
      ) : null}
      {isLoading ? <LinesSkeleton label={commonText('loading')} /> : null}
      {!isLoading && !error && deliveries.length === 0 ? (
        <EmptyState title={t('none')}>{t(state === ANY ? 'noneText' : 'noneState')}</EmptyState>
      ) : null}
      {deliveries.length > 0 ? (
        <Lines label={t('lines')}>
          {deliveries.map((delivery) => (
            <DeliveryLine key={delivery.id} delivery={delivery} />
          ))}
        </Lines>
      ) : null}
      {hasNextPage ? (
        <div>
          <Button isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      ) : null}
    </Page>
  );
}

function useDeliveries(channelId: string, state: DeliveryState | null) {
  const api = useChannelsApi();
  const { data, ...query } = useInfiniteQuery({
    queryKey: ['deliveries', channelId, state],
    queryFn: ({ pageParam }) => api.listDeliveries(channelId, state, pageParam),
    initialPageParam: null as string | null, // the first page has no cursor, the others do
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: EVERY_MS,
  });
  return { ...query, deliveries: data?.pages.flatMap(({ deliveries }) => deliveries) ?? [] };
}

function ReplayFailed({ channelId }: { channelId: string }) {
  const t = useTranslations('channels.delivery');
  const api = useChannelsApi();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const replay = async () => {
    setBusy(true);
    try {
      const { deliveries } = await api.replayFailedDeliveries(channelId);
      setSaid(t('replayed', { n: deliveries }));
      await cache.invalidateQueries({ queryKey: ['deliveries', channelId] });
    } catch (thrown) {
      setSaid(problemText(thrown));
    }
    setBusy(false);
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span role="status" className="text-sm text-muted empty:-mr-2">
        {said}
      </span>
      <Button icon={<Icon of={RotateCcw} />} isBusy={isBusy} onClick={() => void replay()}>
        {t('replayFailed')}
      </Button>
    </div>
  );
}
