import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ResetForm } from '#components/account/reset-form.tsx';
import { BarePage } from '#components/ui/bare-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  // The address contains a secret: send it to nobody as a referrer, not even to our own pages.
  return { title: (await getTranslations('account.reset'))('title'), referrer: 'no-referrer' };
}

export default async function ResetPasswordPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const t = await getTranslations('account.reset');
  return (
    <BarePage title={t('title')} intro={t('hint')}>
      <ResetForm token={token} />
    </BarePage>
  );
}
