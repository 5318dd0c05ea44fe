import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { UnsubscribeForm } from '#components/account/unsubscribe-form.tsx';
import { BarePage } from '#components/ui/bare-page.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { readStopLink } from '#lib/notifications/settings/stop-emails.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('notifications.stop'))('title'), referrer: 'no-referrer' };
}

export default async function UnsubscribePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const t = await getTranslations('notifications.stop');
  const link = await readStopLink(token);
  return (
    <BarePage title={t('title')}>
      {link ? <UnsubscribeForm token={token} workspace={link.workspace} /> : <Notice tone="bad">{t('unknown')}</Notice>}
    </BarePage>
  );
}
