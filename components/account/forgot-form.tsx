'use client';
import { useTranslations } from 'next-intl';
import { requestPasswordResetAction } from '#app/actions/account.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { TextField } from './text-field.tsx';
import { useAccountForm } from './use-account-form.ts';

export function ForgotForm() {
  const t = useTranslations('account');
  const form = useAccountForm(requestPasswordResetAction, ['email']);
  if (form.isDone) return <Notice>{t('forgot.sent', { email: form.given('email') })}</Notice>;
  return (
    <form action={form.submit} className="flex flex-col gap-4">
      {form.error ? <Notice tone="bad">{form.error}</Notice> : null}
      <TextField
        name="email"
        type="email"
        autoComplete="username"
        label={t('fields.email')}
        defaultValue={form.given('email')}
        error={form.errorOf('email')}
      />
      <Button type="submit" look="primary" isBusy={form.isPending}>
        {t('forgot.submit')}
      </Button>
    </form>
  );
}
