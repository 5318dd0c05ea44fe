'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { deleteContactFieldAction, saveContactFieldAction } from '#app/actions/contacts.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyLine } from '#components/ui/empty-state.tsx';
import { Field, Input, Textarea } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import { Line, Lines } from '#components/ui/page.tsx';
import { FIELD_NAME_LIMIT, type FieldKind, fieldKinds, type FieldView } from '#lib/contacts/types.ts';
import { isolated } from '#lib/plain-text.ts';
import { Confirm } from './confirm.tsx';
import { useAct } from './use-act.ts';

type Given = { fieldId?: string; name: string; kind: FieldKind; choices: string };
const fresh: Given = { name: '', kind: 'text', choices: '' };

/** The facts that the workspace keeps about people, and a form that adds or changes one. */
export function ContactFields({ workspace, fields }: { workspace: string; fields: readonly FieldView[] }) {
  const t = useTranslations('contacts.settings');
  const commonText = useTranslations('common');
  const { act, isBusy, error } = useAct();
  const [given, setGiven] = useState(fresh);
  const [ending, setEnding] = useState<FieldView | null>(null);
  const save = () => {
    const { choices, ...field } = given;
    act(
      () => saveContactFieldAction(workspace, { ...field, choices: choices.split('\n') }),
      () => setGiven(fresh),
    );
  };
  return (
    <>
      {fields.length === 0 ? (
        <EmptyLine>{t('empty')}</EmptyLine>
      ) : (
        <Lines label={t('title')}>
          {fields.map((field) => (
            <Line
              key={field.id}
              title={field.name}
              detail={[t(`kind.${field.kind}`), field.choices.join(', ')].filter(Boolean).join(' · ')}
            >
              <Button
                size="small"
                aria-label={t('editNamed', { name: isolated(field.name) })}
                onClick={() =>
                  setGiven({ fieldId: field.id, name: field.name, kind: field.kind, choices: field.choices.join('\n') })
                }
              >
                {t('edit')}
              </Button>
              <Button
                size="small"
                look="ghost"
                aria-label={t('deleteNamed', { name: isolated(field.name) })}
                onClick={() => setEnding(field)}
              >
                {t('delete')}
              </Button>
            </Line>
          ))}
        </Lines>
      )}
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
              value={given.name}
              onChange={({ target }) => setGiven({ ...given, name: target.value })}
            />
          )}
        </Field>
        <Field label={t('kindLabel')} hint={given.fieldId ? t('kindStays') : undefined}>
          {(control) => (
            <Select
              {...control}
              disabled={given.fieldId !== undefined}
              value={given.kind}
              onChange={(kind) => setGiven({ ...given, kind })}
              options={fieldKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
            />
          )}
        </Field>
        {given.kind === 'choice' ? (
          <Field label={t('choices')} hint={t('choicesHint')}>
            {(control) => (
              <Textarea
                {...control}
                required
                value={given.choices}
                onChange={({ target }) => setGiven({ ...given, choices: target.value })}
              />
            )}
          </Field>
        ) : null}
        {error && !ending ? (
          <div className="md:col-span-2">
            <Notice tone="bad">{error}</Notice>
          </div>
        ) : null}
        <div className="flex gap-2 md:col-span-2">
          <Button type="submit" isBusy={isBusy}>
            {t(given.fieldId ? 'save' : 'add')}
          </Button>
          {given.fieldId ? <Button onClick={() => setGiven(fresh)}>{commonText('cancel')}</Button> : null}
        </div>
      </form>
      {ending ? (
        <Confirm
          isOpen
          onOpenChange={() => setEnding(null)}
          title={t('deleteTitle', { name: isolated(ending.name) })}
          text={t('deleteText')}
          action={t('delete')}
          isBusy={isBusy}
          error={error}
          onConfirm={() =>
            act(
              () => deleteContactFieldAction(workspace, { fieldId: ending.id }),
              () => setEnding(null),
            )
          }
        />
      ) : null}
    </>
  );
}
