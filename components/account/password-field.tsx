'use client';
import { useTranslations } from 'next-intl';
import { PASSWORD_MAX, PASSWORD_MIN } from '#lib/users/types.ts';
import { TextField } from './text-field.tsx';

/** A field for a new password, with its rules. */
export function NewPasswordField({
  error,
  name = 'password',
  label,
}: {
  error?: string | null;
  name?: string;
  label: string;
}) {
  const t = useTranslations('account.hints');
  return (
    <TextField
      name={name}
      type="password"
      autoComplete="new-password"
      minLength={PASSWORD_MIN}
      maxLength={PASSWORD_MAX}
      label={label}
      hint={t('password', { min: PASSWORD_MIN })}
      error={error ?? null}
    />
  );
}
