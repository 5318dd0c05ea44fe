import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { VerifyForm } from '#components/account/verify-form.tsx';
import { BarePage } from '#components/ui/bare-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account.verify'))('title'), referrer: 'no-referrer' };
}

export default async function VerifyEmailPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const t = await getTranslations('account.verify');
  return (
    <BarePage title={t('title')}>
      <VerifyForm token={token} />
    </BarePage>
  );
}
