'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { createWorkspaceAction } from '#app/actions/settings.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { slugFor } from '#lib/workspaces/types.ts';
import { useAct } from './use-act.ts';

/** Creates a workspace. Its slug follows its name until the member edits the slug. */
export function NewWorkspaceForm({ workspace }: { workspace: string }) {
  const t = useTranslations('settings.workspace');
  const router = useRouter();
  const [name, setName] = useState('');
  const [ownSlug, setOwnSlug] = useState<string | null>(null);
  const { act, isBusy, failure, error } = useAct();
  const slug = ownSlug ?? (name.trim() === '' ? '' : slugFor(name));
  const slugError = failure?.code === 'already_exists' ? t('slugTaken') : error;
  return (
    <form
      className="flex flex-wrap items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        act(
          () => createWorkspaceAction(workspace, { name, slug }),
          (made) => router.push(`/w/${made.slug}`),
        );
      }}
    >
      <div className="min-w-0 flex-1 basis-52">
        <Field label={t('name')}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={80}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      </div>
      <div className="min-w-0 flex-1 basis-52">
        <Field label={t('slug')} hint={t('newSlugHint')} error={slugError}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={40}
              pattern="[a-z0-9]([a-z0-9\-]*[a-z0-9])?"
              autoComplete="off"
              value={slug}
              onChange={(event) => setOwnSlug(event.target.value)}
            />
          )}
        </Field>
      </div>
      <Button type="submit" isBusy={isBusy} className="mt-6 max-phone:mt-0 max-phone:w-full">
        {t('create')}
      </Button>
    </form>
  );
}
