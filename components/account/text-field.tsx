'use client';
import type { ComponentProps } from 'react';
import { Field, Input } from '#components/ui/field.tsx';

type Props = Omit<ComponentProps<typeof Input>, 'id'> & {
  name: string;
  label: string;
  hint?: string;
  error?: string | null;
};

/** A labelled line of text in a form. */
export function TextField({ label, hint, error, ...input }: Props) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <Input required {...input} {...control} />}
    </Field>
  );
}
