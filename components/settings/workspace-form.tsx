'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { editWorkspaceAction } from '#app/actions/settings.ts';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.ts';
import { Field, Input } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { type BrandHue, brandHues } from '#lib/workspaces/types.ts';
import { useAct } from './use-act.ts';

const hueNames = Object.keys(brandHues) as BrandHue[]; // the keys of a literal

type Props = {
  workspace: { slug: string; name: string; hue: number; timeZone: string };
  timeZones: readonly string[];
};

export function WorkspaceForm({ workspace, timeZones }: Props) {
  const t = useTranslations('settings.workspace');
  const common = useTranslations('common');
  const [name, setName] = useState(workspace.name);
  const [hue, setHue] = useState(workspace.hue);
  const [timeZone, setTimeZone] = useState(workspace.timeZone);
  const [isSaved, setSaved] = useState(false);
  const { act, isBusy, error } = useAct();
  return (
    <form
      className="flex max-w-96 flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        setSaved(false);
        act(
          () => editWorkspaceAction(workspace.slug, { name, hue, timeZone }),
          () => setSaved(true),
        );
      }}
    >
      <Field label={t('name')}>
        {(control) => (
          <Input {...control} required maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <Field label={t('slug')} hint={t('slugHint')}>
        {(control) => <Input {...control} readOnly value={workspace.slug} className="text-muted" />}
      </Field>
      <fieldset className="flex flex-col gap-1.5">
        <legend className="text-sm font-medium">{t('hue')}</legend>
        <div className="flex flex-wrap gap-1.5">
          {hueNames.map((hueName) => (
            <label
              key={hueName}
              data-tip={t(`hues.${hueName}`)}
              className="relative grid size-8 cursor-pointer place-items-center touch:size-11"
            >
              <input
                type="radio"
                name="hue"
                aria-label={t(`hues.${hueName}`)}
                checked={hue === brandHues[hueName]}
                onChange={() => setHue(brandHues[hueName])}
                className="peer absolute inset-0 cursor-pointer opacity-0"
              />
              <span
                style={{ background: `oklch(0.6 0.15 ${brandHues[hueName]})` }}
                className={cx(
                  'size-5 rounded-full outline-offset-2 peer-checked:outline-2 peer-checked:outline-ink',
                  'peer-focus-visible:outline-2 peer-focus-visible:outline-accent-ink',
                )}
              />
            </label>
          ))}
        </div>
        <p className="text-xs text-muted">{t('hueHint')}</p>
      </fieldset>
      <Field label={t('timeZone')}>
        {(control) => (
          <Input
            {...control}
            list="time-zones"
            required
            autoComplete="off"
            value={timeZone}
            onChange={(event) => setTimeZone(event.target.value)}
          />
        )}
      </Field>
      <datalist id="time-zones">
        {timeZones.map((zone) => (
          <option key={zone} value={zone}>
            {zone}
          </option>
        ))}
      </datalist>
      {error ? <Notice tone="bad">{error}</Notice> : null}
      <div className="flex items-center gap-3">
        <Button type="submit" look="primary" isBusy={isBusy}>
          {common('save')}
        </Button>
        <output className="text-sm text-muted">{isSaved ? t('saved') : ''}</output>
      </div>
    </form>
  );
}
