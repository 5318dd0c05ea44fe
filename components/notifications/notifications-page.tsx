'use client';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Bell } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useUnreadCount } from '#components/inbox-state/workspace/use-notifications.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { announce } from '#components/ui/announcer/announce.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Page } from '#components/ui/page.tsx';
import { FailedLine } from '#components/ui/page-parts/failed-state.tsx';
import type { NotificationPage } from '#lib/notifications/types.ts';
import { NotificationRows } from './notification-rows.tsx';

/** What the reader is notified of, latest first. It follows what happens without a reload. */
export function NotificationsPage({ first }: { first: NotificationPage }) {
  const t = useTranslations('notifications');
  const { api } = useWorkspace();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const unread = useUnreadCount() ?? 0;
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['notifications', 'list'],
    queryFn: ({ pageParam }) => api.listNotifications(pageParam),
    initialPageParam: null as string | null, // later ones are cursors
    getNextPageParam: ({ nextCursor }) => nextCursor,
    initialData: { pages: [first], pageParams: [null] },
  });
  const rows = data.pages.flatMap(({ notifications }) => notifications);
  const read = async (which: { ids?: string[] }) => {
    await api.readNotifications(which);
    await cache.invalidateQueries({ queryKey: ['notifications'] });
  };
  const readAll = async () => {
    await read({});
    announce(t('allRead'));
  };
  return (
    <Page
      title={t('title')}
      intro={t('intro')}
      actions={
        unread > 0 ? <Button onClick={() => void readAll().catch(() => refetch())}>{t('readAll')}</Button> : null
      }
    >
      {error ? <FailedLine onRetry={() => void refetch()}>{problemText(error)}</FailedLine> : null}
      {rows.length === 0 ? (
        <EmptyState icon={<Icon of={Bell} size={20} />} title={t('empty')} titleAs="h2">
          {t('emptyHint')}
        </EmptyState>
      ) : (
        <NotificationRows rows={rows} onRead={(ids) => void read({ ids }).catch(() => refetch())} />
      )}
      {hasNextPage ? (
        <Button className="self-center" isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </Page>
  );
}
