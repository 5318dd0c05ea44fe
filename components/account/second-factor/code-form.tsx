'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { finishWithCodeAction } from '#app/actions/second-factor.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { TextField } from '../text-field.tsx';
import { useAccountForm } from '../use-account-form.ts';

type Props = { next: string; hasTotp: boolean };

/** The second step of a sign-in: a code of the app, or a recovery code. */
export function CodeForm({ next, hasTotp }: Props) {
  const t = useTranslations('safety.step');
  const [isRecovery, setRecovery] = useState(!hasTotp);
  const form = useAccountForm(finishWithCodeAction, []);
  return (
    <form action={form.submit} className="flex flex-col gap-4">
      <input type="hidden" name="next" value={next} />
      {form.error ? <Notice tone="bad">{form.error}</Notice> : null}
      <TextField
        key={String(isRecovery)}
        name="code"
        inputMode={isRecovery ? 'text' : 'numeric'}
        autoComplete={isRecovery ? 'off' : 'one-time-code'}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={40}
        label={isRecovery ? t('recoveryCode') : t('code')}
        hint={isRecovery ? t('recoveryHint') : t('codeHint')}
      />
      <Button type="submit" look="primary" isBusy={form.isPending}>
        {t('submit')}
      </Button>
      {hasTotp ? (
        <Button look="ghost" size="small" onClick={() => setRecovery(!isRecovery)}>
          {isRecovery ? t('useApp') : t('useRecovery')}
        </Button>
      ) : null}
    </form>
  );
}
