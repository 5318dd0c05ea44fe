'use client';
import { useTranslations } from 'next-intl';
import { useUnreadCount } from '#components/inbox-state/workspace/use-notifications.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import type { NotificationPage } from '#lib/notifications/types.ts';
import { placeWithoutItem } from './notification-link.tsx';
import { NotificationList } from './notification-list.tsx';

/** What the reader is notified of in one workspace. */
export function NotificationsPage({ first }: { first: NotificationPage }) {
  const t = useTranslations('notifications');
  const { api, slug } = useWorkspace();
  return (
    <NotificationList
      intro={t('intro')}
      first={first}
      unread={useUnreadCount() ?? 0}
      cacheKey={['notifications']}
      list={api.listNotifications}
      read={async ({ id }) => await api.readNotifications({ ids: [id] })}
      readAll={async () => await api.readNotifications({})}
      placeOf={(row) => ({ href: row.item ? `/w/${slug}/all/${row.item.id}` : placeWithoutItem(row, slug) })}
    />
  );
}
