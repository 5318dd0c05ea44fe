'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { createApiKeyAction } from '#app/actions/settings.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { CopyField } from '#components/ui/page-parts/copy-field.tsx';
import { useAct } from './use-act.ts';

/** Creates an API key and shows it this one time. */
export function ApiKeyForm({ workspace }: { workspace: string }) {
  const t = useTranslations('settings.api');
  const [name, setName] = useState('');
  const [key, setKey] = useState<string | null>(null);
  const { act, isBusy, error } = useAct();
  return (
    <div className="flex flex-col gap-3">
      <form
        className="flex flex-wrap items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          act(
            () => createApiKeyAction(workspace, { name }),
            (issued) => {
              setKey(issued.key);
              setName('');
            },
          );
        }}
      >
        <div className="min-w-0 flex-1 basis-60">
          <Field label={t('name')} error={error}>
            {(control) => (
              <Input
                {...control}
                required
                maxLength={80}
                autoComplete="off"
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
        </div>
        <Button type="submit" look="primary" isBusy={isBusy} className="mt-6 max-phone:mt-0 max-phone:w-full">
          {t('create')}
        </Button>
      </form>
      {key === null ? null : (
        <Notice>
          <p className="mb-2">{t('made')}</p>
          <CopyField label={t('keyLabel')} value={key} />
        </Notice>
      )}
    </div>
  );
}
