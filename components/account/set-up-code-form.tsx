'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { TextField } from './text-field.tsx';

/** The first run without its code: says where the code is printed, and has a field for it. */
export function SetUpCodeForm({ refused }: { refused: 'no_code' | 'wrong_set_up_code' | 'throttled' }) {
  const t = useTranslations('account');
  const errors = useTranslations('errors.refusal');
  return (
    <div className="flex flex-col gap-5">
      {refused === 'throttled' ? <Notice tone="bad">{errors('throttled')}</Notice> : null}
      <ul className="flex list-disc flex-col gap-1 pl-5 text-sm text-soft">
        <li>{t.rich('setUp.codeAtStart', { command })}</li>
        <li>{t.rich('setUp.codeInLog', { command })}</li>
      </ul>
      <form method="get" action="/setup" className="flex flex-col gap-4">
        <TextField
          name="code"
          autoComplete="off"
          label={t('fields.code')}
          hint={t('hints.code')}
          error={refused === 'wrong_set_up_code' ? errors('wrong_set_up_code') : null}
        />
        <Button type="submit" look="primary">
          {t('setUp.codeSubmit')}
        </Button>
      </form>
    </div>
  );
}

const command = (words: ReactNode) => <code className="font-mono text-xs">{words}</code>;
