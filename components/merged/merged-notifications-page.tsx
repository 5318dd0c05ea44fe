'use client';
import { useTranslations } from 'next-intl';
import { workspaceApi } from '#components/api/client.ts';
import { listMergedNotifications, readMergedNotifications } from '#components/api/merged.ts';
import { mergedNotificationsKey, useMergedUnread } from '#components/inbox-state/merged/use-merged-notifications.ts';
import { usePlaces } from '#components/inbox-state/merged/use-places.ts';
import { type NotificationPlace, placeWithoutItem } from '#components/notifications/notification-link.tsx';
import { NotificationList } from '#components/notifications/notification-list.tsx';
import type { MergedNotificationPage, MergedNotificationView } from '#lib/notifications/types.ts';

/** What the person is notified of in all workspaces, each with its brand. An item opens in the one queue. */
export function MergedNotificationsPage({ first }: { first: MergedNotificationPage }) {
  const t = useTranslations('merged');
  const places = usePlaces() ?? [];
  const placeOf = (row: MergedNotificationView): NotificationPlace => {
    const { name, hue } = places.find(({ slug }) => slug === row.workspace) ?? { name: row.workspace, hue: 0 };
    const brand = { name, hue };
    return row.item
      ? { href: `/all/open/${row.item.id}`, brand }
      : { href: placeWithoutItem(row, row.workspace), brand, isOutside: true };
  };
  return (
    <NotificationList
      intro={t('notificationsIntro')}
      first={first}
      unread={useMergedUnread() ?? 0}
      cacheKey={mergedNotificationsKey}
      list={listMergedNotifications}
      // As its member there: nothing is written over several workspaces.
      read={async ({ id, workspace }) => await workspaceApi(workspace).readNotifications({ ids: [id] })}
      readAll={readMergedNotifications}
      placeOf={placeOf}
    />
  );
}
