'use client';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Bell } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { announce } from '#components/ui/announcer/announce.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Page } from '#components/ui/page.tsx';
import { FailedLine } from '#components/ui/page-parts/failed-state.tsx';
import type { NotificationView } from '#lib/notifications/types.ts';
import type { NotificationPlace } from './notification-link.tsx';
import { NotificationRows } from './notification-rows.tsx';

type ListPage<Row> = { notifications: Row[]; nextCursor: string | null };

type Props<Row> = {
  intro: string;
  first: ListPage<Row>;
  unread: number;
  /** What is read of notifications here: live events read it again. */
  cacheKey: readonly string[];
  list: (cursor: string | null) => Promise<ListPage<Row>>;
  read: (row: Row) => Promise<void>;
  readAll: () => Promise<void>;
  placeOf: (row: Row) => NotificationPlace;
};

/** What the reader is notified of, latest first. It follows what happens without a reload. */
export function NotificationList<Row extends NotificationView>(props: Props<Row>) {
  const { intro, first, unread, cacheKey, list, read, readAll, placeOf } = props;
  const t = useTranslations('notifications');
  const cache = useQueryClient();
  const problemText = useProblemText();
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [...cacheKey, 'list'],
    queryFn: ({ pageParam }) => list(pageParam),
    initialPageParam: null as string | null, // later ones are cursors
    getNextPageParam: ({ nextCursor }) => nextCursor,
    initialData: { pages: [first], pageParams: [null] },
  });
  const rows = data.pages.flatMap(({ notifications }) => notifications);
  const readAgain = async () => await cache.invalidateQueries({ queryKey: cacheKey });
  const [failure, setFailure] = useState<unknown>(null);
  const mark = async (what: () => Promise<void>, said?: string) => {
    try {
      await what();
      setFailure(null);
      if (said) announce(said);
    } catch (problem) {
      setFailure(problem);
    }
    await readAgain();
  };
  const problem = failure ?? error;
  const retry = () => {
    setFailure(null);
    void refetch();
  };
  return (
    <Page
      title={t('title')}
      intro={intro}
      actions={unread > 0 ? <Button onClick={() => void mark(readAll, t('allRead'))}>{t('readAll')}</Button> : null}
    >
      {problem ? <FailedLine onRetry={retry}>{problemText(problem)}</FailedLine> : null}
      {rows.length === 0 ? (
        <EmptyState icon={<Icon of={Bell} size={20} />} title={t('empty')} titleAs="h2">
          {t('emptyHint')}
        </EmptyState>
      ) : (
        <NotificationRows rows={rows} placeOf={placeOf} onRead={(row) => void mark(async () => await read(row))} />
      )}
      {hasNextPage ? (
        <Button className="self-center" isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </Page>
  );
}
