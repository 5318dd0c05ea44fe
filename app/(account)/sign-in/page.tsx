import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { safePath } from '#app/auth/safe-path.ts';
import { failures } from '#app/auth/single-sign-on-answer.ts';
import { readSession } from '#app/session.ts';
import { OrLine, ProviderLink } from '#components/account/provider-link.tsx';
import { ForgetKept } from '#components/account/forget-kept.tsx';
import { PasskeyButton } from '#components/account/second-factor/passkey-button.tsx';
import { SignInForm } from '#components/account/sign-in-form.tsx';
import { BarePage } from '#components/ui/bare-page.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { arePasskeysOffered, hasAnyPasskey } from '#lib/users/passkeys/relying-party.ts';
import { readProvider } from '#lib/users/single-sign-on/provider.ts';
import { isFirstRun } from '#lib/users/is-first-run.ts';
import { canSendMail } from '#lib/mail/send-mail.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account.signIn'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, notice, failure, email } = await searchParams;
  const target = safePath(next);
  if (await readSession()) redirect(target);
  if (await isFirstRun()) redirect('/setup');
  const t = await getTranslations('account.signIn');
  const refusals = await getTranslations('errors.refusal');
  const failed = failures.find((code) => code === failure);
  const provider = readProvider();
  const hasPasskeys = arePasskeysOffered() && (await hasAnyPasskey());
  return (
    <BarePage
      title={t('title')}
      footer={
        canSendMail() ? (
          <Link
            href="/forgot-password"
            className="inline-flex items-center underline-offset-2 hover:underline touch:min-h-11"
          >
            {t('forgot')}
          </Link>
        ) : null
      }
    >
      <ForgetKept />
      <div className="flex flex-col gap-4">
        {notice === 'password-changed' ? <Notice tone="ok">{t('passwordChanged')}</Notice> : null}
        {notice === 'ended' ? <Notice>{t('ended')}</Notice> : null}
        {failed ? <Notice tone="bad">{refusals(failed)}</Notice> : null}
        <SignInForm next={target} email={typeof email === 'string' ? email : ''} />
        {provider || hasPasskeys ? <OrLine /> : null}
        {hasPasskeys ? <PasskeyButton next={target} /> : null}
        {provider ? <ProviderLink name={provider.name} next={target} /> : null}
      </div>
    </BarePage>
  );
}
