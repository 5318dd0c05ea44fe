'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { createWorkspaceAction } from '#app/actions/clients.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import { type TemplatePart, templateParts, type TemplateView } from '#lib/clients/types.ts';
import { slugFor } from '#lib/workspaces/types.ts';
import { useAct } from '../use-act.ts';

const EMPTY = 'empty';

type Props = { workspace: string; templates: readonly TemplateView[] };

/** Creates a workspace, empty or from a template. Its slug follows its name until the member edits the slug. */
export function NewWorkspaceForm({ workspace, templates }: Props) {
  const t = useTranslations('settings.workspace');
  const texts = useTranslations('clients.create');
  const router = useRouter();
  const [name, setName] = useState('');
  const [ownSlug, setOwnSlug] = useState<string | null>(null);
  const [templateId, setTemplateId] = useState<string>(EMPTY);
  const [leftOut, setLeftOut] = useState<readonly TemplatePart[]>([]);
  // The same for each try of this form: sent twice, the workspace is created once.
  const [creationKey] = useState(() => crypto.randomUUID());
  const { act, isBusy, failure, error } = useAct();
  const slug = ownSlug ?? (name.trim() === '' ? '' : slugFor(name));
  const slugError = failure?.code === 'already_exists' ? t('slugTaken') : error;
  const template = templates.find(({ id }) => id === templateId) ?? null;
  const parts = templateParts.filter((part) => !leftOut.includes(part));
  const given = { name, slug, template: template && { id: template.id, parts }, creationKey };
  return (
    <form
      className="flex max-w-140 flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        act(
          () => createWorkspaceAction(workspace, given),
          (made) => router.push(`/w/${made.slug}`),
        );
      }}
    >
      <div className="flex flex-wrap items-start gap-3">
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
      </div>
      {templates.length > 0 ? (
        <Field label={texts('template')}>
          {({ id }) => (
            <Select
              id={id}
              value={templateId}
              onChange={setTemplateId}
              options={[
                { value: EMPTY, label: texts('empty') },
                ...templates.map((one) => ({ value: one.id, label: one.name })),
              ]}
            />
          )}
        </Field>
      ) : null}
      {template ? <PartChecks template={template} leftOut={leftOut} onChange={setLeftOut} /> : null}
      <div>
        <Button type="submit" isBusy={isBusy} className="max-phone:w-full">
          {t('create')}
        </Button>
      </div>
    </form>
  );
}

type ChecksProps = {
  template: TemplateView;
  leftOut: readonly TemplatePart[];
  onChange: (leftOut: readonly TemplatePart[]) => void;
};

/** What the template has, each part with its number; those that it does not have are not there. */
function PartChecks({ template, leftOut, onChange }: ChecksProps) {
  const texts = useTranslations('clients.create');
  const partText = useTranslations('clients.parts');
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-sm font-medium text-ink">{texts('takes')}</legend>
      {templateParts
        .filter((part) => template.counts[part] > 0)
        .map((part) => (
          <label key={part} className="flex min-h-7 items-center gap-2.5 text-sm touch:min-h-11">
            <input
              type="checkbox"
              checked={!leftOut.includes(part)}
              onChange={({ target }) =>
                onChange(target.checked ? leftOut.filter((other) => other !== part) : [...leftOut, part])
              }
              className="size-4 accent-accent touch:size-5"
            />
            {partText(part, { count: template.counts[part] })}
          </label>
        ))}
      <p className="text-xs text-muted">{texts('takesHint')}</p>
    </fieldset>
  );
}
