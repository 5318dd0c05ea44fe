import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireCaller } from '#app/session.ts';
import { NotificationsPage } from '#components/notifications/notifications-page.tsx';
import { listNotifications } from '#lib/notifications/list-notifications.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('notifications'))('title') };
}

export default async function Notifications({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const caller = await requireCaller(workspace, `/w/${workspace}/notifications`);
  return <NotificationsPage first={await listNotifications(caller)} />;
}
