'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { deleteContactFieldAction } from '#app/actions/contacts.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyLine } from '#components/ui/empty-state.tsx';
import { Line, Lines } from '#components/ui/page.tsx';
import type { FieldView } from '#lib/contacts/types.ts';
import { isolated } from '#lib/plain-text.ts';
import { Confirm } from '../confirm.tsx';
import { useAct } from '../use-act.ts';
import { ContactFieldForm } from './contact-field-form.tsx';

/** The facts that the workspace keeps about people, and a form that adds or changes one. */
export function ContactFields({ workspace, fields }: { workspace: string; fields: readonly FieldView[] }) {
  const t = useTranslations('contacts.settings');
  const [editing, setEditing] = useState<FieldView | null>(null);
  const [ending, setEnding] = useState<FieldView | null>(null);
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
                onClick={() => setEditing(field)}
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
      <ContactFieldForm
        key={editing?.id ?? 'new'}
        workspace={workspace}
        field={editing}
        onEnd={() => setEditing(null)}
      />
      {ending ? <DeleteField workspace={workspace} field={ending} onEnd={() => setEnding(null)} /> : null}
    </>
  );
}

function DeleteField({ workspace, field, onEnd }: { workspace: string; field: FieldView; onEnd: () => void }) {
  const t = useTranslations('contacts.settings');
  const { act, isBusy, error } = useAct();
  return (
    <Confirm
      isOpen
      onOpenChange={onEnd}
      title={t('deleteTitle', { name: isolated(field.name) })}
      text={t('deleteText')}
      action={t('delete')}
      isBusy={isBusy}
      error={error}
      onConfirm={() => act(() => deleteContactFieldAction(workspace, { fieldId: field.id }), onEnd)}
    />
  );
}
