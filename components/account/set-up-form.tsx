'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { setUpAction } from '#app/actions/account.ts';
import { usePrefs } from '#components/prefs/prefs-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { NewPasswordField } from './password-field.tsx';
import { TextField } from './text-field.tsx';
import { useAccountForm } from './use-account-form.ts';

/** The first run: the organization, the first user, and what to open first. */
export function SetUpForm({ code }: { code: string }) {
  const t = useTranslations('account');
  const { prefs } = usePrefs();
  const form = useAccountForm(setUpAction, ['workspace', 'name', 'email', 'password']);
  return (
    <form action={form.submit} className="flex flex-col gap-6">
      <input type="hidden" name="code" value={code} />
      <input type="hidden" name="timeZone" value={prefs.timeZone} />
      {form.error ? <Notice tone="bad">{form.error}</Notice> : null}
      <Group title={t('setUp.place')}>
        <TextField
          name="organization"
          autoComplete="organization"
          maxLength={80}
          label={t('fields.organization')}
          hint={t('hints.organization')}
          defaultValue={form.given('organization')}
        />
        <TextField
          name="workspace"
          autoComplete="off"
          maxLength={80}
          label={t('fields.workspace')}
          hint={t('hints.workspace')}
          defaultValue={form.given('workspace')}
          error={form.errorOf('workspace')}
        />
      </Group>
      <Group title={t('setUp.you')}>
        <TextField
          name="name"
          autoComplete="name"
          maxLength={100}
          label={t('fields.name')}
          defaultValue={form.given('name')}
          error={form.errorOf('name')}
        />
        <TextField
          name="email"
          type="email"
          autoComplete="username"
          label={t('fields.email')}
          defaultValue={form.given('email')}
          error={form.errorOf('email')}
        />
        <NewPasswordField label={t('fields.password')} error={form.errorOf('password')} />
      </Group>
      <Group title={t('setUp.then')}>
        <div className="flex flex-wrap gap-2 *:flex-1">
          <Button type="submit" name="then" value="connect" look="primary" isBusy={form.isPending}>
            {t('setUp.connect')}
          </Button>
          <Button type="submit" name="then" value="explore" disabled={form.isPending}>
            {t('setUp.explore')}
          </Button>
        </div>
      </Group>
    </form>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="border-t border-line pt-4">
      {/* Only a floated legend is laid out like other blocks. */}
      <legend className="float-left mb-3 w-full text-xs font-medium text-muted">{title}</legend>
      <div className="clear-both flex flex-col gap-4">{children}</div>
    </fieldset>
  );
}
