'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { Section } from '#components/ui/page.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import { type ContactDetail, FIELD_VALUE_LIMIT } from '#lib/contacts/types.ts';
import type { ActOnContact } from '../use-contact.ts';

type OneField = ContactDetail['fields'][number];
const NONE = '';

/** The workspace's own facts about the person. */
export function ContactFields({ contact, act }: { contact: ContactDetail; act: ActOnContact | null }) {
  const t = useTranslations('contacts');
  return (
    <Section title={t('fields')}>
      {act ? (
        <div className="grid gap-3 sm:grid-cols-2">
          {contact.fields.map((field) => (
            <FieldForm
              key={`${field.id} ${field.value ?? ''}`}
              field={field}
              onSave={(value) => act((api) => api.setValue(contact.id, field.id, value))}
            />
          ))}
        </div>
      ) : (
        <dl className="flex flex-col gap-1 text-sm">
          {contact.fields.map(({ id, name, value }) => (
            <div key={id} className="flex gap-3">
              <dt dir="auto" className="w-40 shrink-0 truncate text-muted">
                {name}
              </dt>
              <dd dir="auto" className="wrap-anywhere">
                {value ?? '–'}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}

function FieldForm({ field, onSave }: { field: OneField; onSave: (value: string | null) => Promise<boolean> }) {
  const t = useTranslations('contacts');
  const stored = field.value ?? NONE;
  const [value, setValue] = useState(stored);
  const save = (next: string) => onSave(next.trim() === '' ? null : next);
  if (field.kind === 'choice') {
    const gone = stored !== NONE && !field.choices.includes(stored) ? [stored] : [];
    return (
      <Field label={field.name}>
        {(control) => (
          <Select
            {...control}
            value={stored}
            onChange={(next) => void save(next)}
            options={[
              { value: NONE, label: t('noValue') },
              ...[...field.choices, ...gone].map((choice) => ({ value: choice, label: choice })),
            ]}
          />
        )}
      </Field>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save(value);
      }}
    >
      <Field label={field.name}>
        {(control) => (
          <span className="flex gap-2">
            <Input
              {...control}
              type={field.kind === 'date' ? 'date' : 'text'}
              inputMode={field.kind === 'number' ? 'decimal' : undefined}
              maxLength={FIELD_VALUE_LIMIT}
              value={value}
              onChange={({ target }) => setValue(target.value)}
            />
            {value === stored ? null : <Button type="submit">{t('save')}</Button>}
          </span>
        )}
      </Field>
    </form>
  );
}
