'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { changePasswordAction } from '#app/actions/settings.ts';
import { NewPasswordField } from '#components/account/password-field.tsx';
import { TextField } from '#components/account/text-field.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useAct } from './use-act.ts';

export function PasswordForm({ email }: { email: string }) {
  const t = useTranslations('settings.account');
  const account = useTranslations('account');
  const [ended, setEnded] = useState<number | null>(null);
  const { act, isBusy, failure, error } = useAct();
  const isAtCurrent = failure?.code === 'wrong_credentials';
  const isAtNew = failure?.code === 'weak_password';
  return (
    <form
      className="flex max-w-80 flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const data = new FormData(form);
        const read = (name: string) => {
          const value = data.get(name);
          return typeof value === 'string' ? value : '';
        };
        setEnded(null);
        act(
          () => changePasswordAction({ currentPassword: read('current'), newPassword: read('new') }),
          ({ revoked }) => {
            setEnded(revoked);
            form.reset();
          },
        );
      }}
    >
      {/* Password managers look for the user name. */}
      <input type="text" autoComplete="username" readOnly hidden value={email} />
      <TextField
        name="current"
        type="password"
        autoComplete="current-password"
        label={account('fields.currentPassword')}
        error={isAtCurrent ? account('failure.wrongCurrentPassword') : null}
      />
      <NewPasswordField name="new" label={account('fields.newPassword')} error={isAtNew ? error : null} />
      {error && !isAtCurrent && !isAtNew ? <Notice tone="bad">{error}</Notice> : null}
      {ended === null ? null : <Notice tone="ok">{t('passwordChanged', { count: ended })}</Notice>}
      <Button type="submit" isBusy={isBusy} className="self-start">
        {t('changePassword')}
      </Button>
    </form>
  );
}
