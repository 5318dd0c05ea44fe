'use client';
import { useTranslations } from 'next-intl';
import { joinAction, joinSignedInAction } from '#app/actions/account.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { NewPasswordField } from './password-field.tsx';
import { TextField } from './text-field.tsx';
import { useAccountForm } from './use-account-form.ts';

/** For a new user: the e-mail address is the invited one. */
export function JoinForm({ token, email }: { token: string; email: string }) {
  const t = useTranslations('account');
  const form = useAccountForm(joinAction, ['name', 'password']);
  return (
    <form action={form.submit} className="flex flex-col gap-4">
      <input type="hidden" name="token" value={token} />
      {form.error ? <Notice tone="bad">{form.error}</Notice> : null}
      <TextField name="email" type="email" autoComplete="username" readOnly label={t('fields.email')} value={email} />
      <TextField
        name="name"
        autoComplete="name"
        maxLength={100}
        label={t('fields.name')}
        defaultValue={form.given('name')}
        error={form.errorOf('name')}
      />
      <NewPasswordField label={t('fields.password')} error={form.errorOf('password')} />
      <Button type="submit" look="primary" isBusy={form.isPending}>
        {t('invitation.accept')}
      </Button>
    </form>
  );
}

/** For a user who is signed in with the invited address: one button. */
export function JoinSignedInForm({ token }: { token: string }) {
  const t = useTranslations('account');
  const form = useAccountForm(joinSignedInAction, []);
  return (
    <form action={form.submit} className="flex flex-col gap-4">
      <input type="hidden" name="token" value={token} />
      {form.error ? <Notice tone="bad">{form.error}</Notice> : null}
      <Button type="submit" look="primary" isBusy={form.isPending}>
        {t('invitation.accept')}
      </Button>
    </form>
  );
}
