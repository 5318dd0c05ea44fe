'use client';
import { useTranslations } from 'next-intl';
import { resetPasswordAction } from '#app/actions/account.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { NewPasswordField } from './password-field.tsx';
import { useAccountForm } from './use-account-form.ts';

export function ResetForm({ token }: { token: string }) {
  const t = useTranslations('account');
  const form = useAccountForm(resetPasswordAction, ['password']);
  return (
    <form action={form.submit} className="flex flex-col gap-4">
      <input type="hidden" name="token" value={token} />
      {form.error ? <Notice tone="bad">{form.error}</Notice> : null}
      <NewPasswordField label={t('fields.newPassword')} error={form.errorOf('password')} />
      <Button type="submit" look="primary" isBusy={form.isPending}>
        {t('reset.submit')}
      </Button>
    </form>
  );
}
