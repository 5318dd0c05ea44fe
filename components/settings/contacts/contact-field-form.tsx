'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { saveContactFieldAction } from '#app/actions/contacts.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Input, Textarea } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import { FIELD_NAME_LIMIT, type FieldKind, fieldKinds, type FieldView } from '#lib/contacts/types.ts';
import { useAct } from '../use-act.ts';

type Props = {
  workspace: string;
  /** The field to change; null: a new one. */
  field: FieldView | null;
  onEnd: () => void;
};

/** A field's name, kind and choices. */
export function ContactFieldForm({ workspace, field, onEnd }: Props) {
  const t = useTranslations('contacts.settings');
  const commonText = useTranslations('common');
  const { act, isBusy, error } = useAct();
  const [name, setName] = useState(field?.name ?? '');
  const [kind, setKind] = useState<FieldKind>(field?.kind ?? 'text');
  const [choices, setChoices] = useState(field?.choices.join('\n') ?? '');
  const save = () => {
    const given = { name, kind, choices: choices.split('\n'), ...(field ? { fieldId: field.id } : {}) };
    act(
      () => saveContactFieldAction(workspace, given),
      () => {
        setName('');
        setChoices('');
        onEnd();
      },
    );
  };
  return (
    <form
      className="grid items-start gap-3 md:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Field label={t('name')}>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={FIELD_NAME_LIMIT}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      <Field label={t('kindLabel')} hint={field ? t('kindStays') : undefined}>
        {(control) => (
          <Select
            {...control}
            disabled={field !== null}
            value={kind}
            onChange={setKind}
            options={fieldKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          />
        )}
      </Field>
      {kind === 'choice' ? (
        <Field label={t('choices')} hint={t('choicesHint')}>
          {(control) => (
            <Textarea {...control} required value={choices} onChange={({ target }) => setChoices(target.value)} />
          )}
        </Field>
      ) : null}
      {error ? (
        <div className="md:col-span-2">
          <Notice tone="bad">{error}</Notice>
        </div>
      ) : null}
      <div className="flex gap-2 md:col-span-2">
        <Button type="submit" isBusy={isBusy}>
          {t(field ? 'save' : 'add')}
        </Button>
        {field ? <Button onClick={onEnd}>{commonText('cancel')}</Button> : null}
      </div>
    </form>
  );
}
