import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireCaller, requireSession } from '#app/session.ts';
import { NotificationChoices } from '#components/settings/notifications/notification-choices.tsx';
import { PushDevices } from '#components/settings/notifications/push-devices.tsx';
import { Page } from '#components/ui/page.tsx';
import { canSendMail } from '#lib/mail/send-mail.ts';
import { getNotificationSettings } from '#lib/notifications/settings/notification-settings.ts';
import { readPushKey } from '#lib/push/push-key.ts';
import { listPushDevices } from '#lib/push/subscriptions.ts';
import { getWorkspace } from '#lib/workspaces/get-workspace.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('notifications.settings'))('title') };
}

export default async function NotificationSettingsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace: slug } = await params;
  const here = `/w/${slug}/settings/notifications`;
  const [caller, signedIn] = [await requireCaller(slug, here), await requireSession(here)];
  const t = await getTranslations('notifications.settings');
  const [workspace, settings, devices, { publicKey }] = await Promise.all([
    getWorkspace(caller),
    getNotificationSettings(caller),
    listPushDevices(signedIn),
    readPushKey(),
  ]);
  return (
    <Page title={t('title')} intro={t('intro', { workspace: workspace.name })}>
      <PushDevices devices={devices} publicKey={publicKey} />
      <NotificationChoices first={settings} canMail={canSendMail()} />
    </Page>
  );
}
