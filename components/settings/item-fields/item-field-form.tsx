'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { saveFieldAction } from '#app/actions/item-fields.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Input, Textarea } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import { FIELD_NAME_LIMIT, fieldKinds, type ItemFieldView } from '#lib/items/fields/types.ts';
import { itemKinds, type ItemKind } from '#lib/items/types.ts';
import { useAct } from '../use-act.ts';

type Props = {
  workspace: string;
  /** The field that is changed; null: a new one. */
  field: ItemFieldView | null;
  onDone: () => void;
};

/** Adds or changes what is asked before items are resolved. */
export function ItemFieldForm({ workspace, field, onDone }: Props) {
  const t = useTranslations('itemFields');
  const { act, isBusy, error } = useAct();
  const empty = { name: '', kind: 'choice' as const, options: '', kinds: [...itemKinds] };
  const [given, setGiven] = useState(() => (field ? stateOf(field) : empty));
  const options = given.options.split('\n').filter((line) => line.trim() !== '');
  const save = () =>
    act(
      () =>
        saveFieldAction(workspace, {
          fieldId: field?.id ?? null,
          name: given.name,
          kind: given.kind,
          options,
          itemKinds: given.kinds,
        }),
      () => {
        if (!field) setGiven(empty);
        onDone();
      },
    );
  return (
    <form
      className="flex max-w-120 flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Field label={t('name')} hint={t('nameHint')}>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={FIELD_NAME_LIMIT}
            value={given.name}
            onChange={(event) => setGiven({ ...given, name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('kind')}>
        {({ id }) => (
          <Select
            id={id}
            value={given.kind}
            onChange={(kind) => setGiven({ ...given, kind })}
            options={fieldKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
          />
        )}
      </Field>
      {given.kind === 'choice' ? (
        <Field label={t('options')} hint={t('optionsHint')}>
          {(control) => (
            <Textarea
              {...control}
              required
              rows={5}
              value={given.options}
              onChange={(event) => setGiven({ ...given, options: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      <KindChecks chosen={given.kinds} onChange={(kinds) => setGiven({ ...given, kinds })} />
      {error ? <Notice tone="bad">{error}</Notice> : null}
      <div className="flex gap-2">
        <Button type="submit" look="primary" isBusy={isBusy} disabled={given.kinds.length === 0}>
          {field ? t('save') : t('add')}
        </Button>
        {field ? <Button onClick={onDone}>{t('cancel')}</Button> : null}
      </div>
    </form>
  );
}

function stateOf({ name, kind, options, itemKinds: kinds }: ItemFieldView) {
  return { name, kind, options: options.join('\n'), kinds: kinds.length === 0 ? [...itemKinds] : kinds };
}

function KindChecks({ chosen, onChange }: { chosen: readonly ItemKind[]; onChange: (kinds: ItemKind[]) => void }) {
  const t = useTranslations('itemFields');
  const kindText = useTranslations('networks.kinds');
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-sm font-medium text-ink">{t('askedOf')}</legend>
      {itemKinds.map((kind) => (
        <label key={kind} className="flex min-h-7 items-center gap-2.5 text-sm touch:min-h-11">
          <input
            type="checkbox"
            checked={chosen.includes(kind)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, kind] : chosen.filter((other) => other !== kind))
            }
            className="size-4 accent-accent touch:size-5"
          />
          {kindText(kind)}
        </label>
      ))}
    </fieldset>
  );
}
