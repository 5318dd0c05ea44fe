'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { verifyEmailAction } from '#app/actions/account.ts';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useAccountForm } from './use-account-form.ts';

/** Confirms an e-mail address with a button, because mail programs open links before people do. */
export function VerifyForm({ token }: { token: string }) {
  const t = useTranslations('account.verify');
  const form = useAccountForm(verifyEmailAction, []);
  if (form.isDone) {
    return (
      <div className="flex flex-col gap-4">
        <Notice tone="ok">{t('done')}</Notice>
        <Link href="/" className={buttonClass('primary')}>
          {t('go')}
        </Link>
      </div>
    );
  }
  return (
    <form action={form.submit} className="flex flex-col gap-4">
      <input type="hidden" name="token" value={token} />
      {form.error ? <Notice tone="bad">{form.error}</Notice> : null}
      <Button type="submit" look="primary" isBusy={form.isPending}>
        {t('submit')}
      </Button>
    </form>
  );
}
