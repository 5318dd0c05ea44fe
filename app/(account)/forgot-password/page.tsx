import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { ForgotForm } from '#components/account/forgot-form.tsx';
import { BarePage } from '#components/ui/bare-page.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { canSendMail } from '#lib/mail/send-mail.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account.forgot'))('title') };
}

export default async function ForgotPasswordPage() {
  const t = await getTranslations('account.forgot');
  const back = (
    <Link href="/sign-in" className="inline-flex items-center underline-offset-2 hover:underline touch:min-h-11">
      {t('back')}
    </Link>
  );
  return canSendMail() ? (
    <BarePage title={t('title')} intro={t('intro')} footer={back}>
      <ForgotForm />
    </BarePage>
  ) : (
    <BarePage title={t('title')} footer={back}>
      <Notice>{t('noMail')}</Notice>
    </BarePage>
  );
}
