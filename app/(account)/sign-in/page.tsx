import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { safePath } from '#app/auth/safe-path.ts';
import { readSession } from '#app/session.ts';
import { SignInForm } from '#components/account/sign-in-form.tsx';
import { BarePage } from '#components/ui/bare-page.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { isFirstRun } from '#lib/users/is-first-run.ts';
import { canSendMail } from '#lib/mail/send-mail.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account.signIn'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, callbackUrl, notice, email } = await searchParams;
  const target = safePath(next ?? callbackUrl);
  if (await readSession()) redirect(target);
  if (await isFirstRun()) redirect('/setup');
  const t = await getTranslations('account.signIn');
  return (
    <BarePage
      title={t('title')}
      footer={
        canSendMail() ? (
          <Link href="/forgot-password" className="underline-offset-2 hover:underline">
            {t('forgot')}
          </Link>
        ) : null
      }
    >
      <div className="flex flex-col gap-4">
        {notice === 'password-changed' ? <Notice tone="ok">{t('passwordChanged')}</Notice> : null}
        {notice === 'ended' ? <Notice>{t('ended')}</Notice> : null}
        <SignInForm next={target} email={typeof email === 'string' ? email : ''} />
      </div>
    </BarePage>
  );
}
