import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireCaller } from '#app/session.ts';
import { NotificationChoices } from '#components/settings/notifications/notification-choices.tsx';
import { Page } from '#components/ui/page.tsx';
import { canSendMail } from '#lib/mail/send-mail.ts';
import { getNotificationSettings } from '#lib/notifications/settings/notification-settings.ts';
import { getWorkspace } from '#lib/workspaces/get-workspace.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('notifications.settings'))('title') };
}

export default async function NotificationSettingsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace: slug } = await params;
  const caller = await requireCaller(slug, `/w/${slug}/settings/notifications`);
  const t = await getTranslations('notifications.settings');
  const [workspace, settings] = await Promise.all([getWorkspace(caller), getNotificationSettings(caller)]);
  return (
    <Page title={t('title')} intro={t('intro', { workspace: workspace.name })}>
      <NotificationChoices first={settings} canMail={canSendMail()} />
    </Page>
  );
}
