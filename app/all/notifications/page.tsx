import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requirePerson } from '#app/all/person.ts';
import { MergedNotificationsPage } from '#components/merged/merged-notifications-page.tsx';
import { listMergedNotifications } from '#lib/notifications/merged/list-merged-notifications.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('notifications'))('title') };
}

/** What the person is notified of in all workspaces. */
export default async function AllNotifications() {
  const person = await requirePerson('/all/notifications');
  return <MergedNotificationsPage first={await listMergedNotifications(person)} />;
}
