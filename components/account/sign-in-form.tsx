'use client';
import { useTranslations } from 'next-intl';
import { signInAction } from '#app/actions/account.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { TextField } from './text-field.tsx';
import { useAccountForm } from './use-account-form.ts';

export function SignInForm({ next, email = '' }: { next: string; email?: string }) {
  const t = useTranslations('account');
  const form = useAccountForm(signInAction, ['email']);
  return (
    <form action={form.submit} className="flex flex-col gap-4">
      <input type="hidden" name="next" value={next} />
      {form.error ? <Notice tone="bad">{form.error}</Notice> : null}
      <TextField
        name="email"
        type="email"
        autoComplete="username"
        label={t('fields.email')}
        defaultValue={form.given('email') || email}
        error={form.errorOf('email')}
      />
      <TextField name="password" type="password" autoComplete="current-password" label={t('fields.password')} />
      <Button type="submit" look="primary" isBusy={form.isPending}>
        {t('signIn.submit')}
      </Button>
    </form>
  );
}
