'use client';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { cx } from './cx.ts';

export const inputClass = cx(
  'w-full rounded-control bg-raised px-2.5 text-base text-ink inset-ring inset-ring-edge placeholder:text-muted',
  'hover:inset-ring-soft focus:inset-ring-accent-ink focus:outline-2 focus:-outline-offset-1 focus:outline-accent-ink',
  'disabled:bg-sunken disabled:text-muted aria-invalid:inset-ring-bad touch:text-[1rem] forced-colors:border',
);

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...rest} className={cx(inputClass, 'h-8 touch:h-11', className)} />;
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea {...rest} className={cx(inputClass, 'min-h-20 py-1.5', className)} />;
}

type FieldProps = {
  label: string;
  hint?: ReactNode;
  /** The error, as a sentence. */
  error?: string | null | undefined;
  /** Renders the control with the ids and states that link it to its label, hint and error. */
  children: (control: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': true | undefined;
  }) => ReactNode;
};

/** A control with its label, hint and error, linked for screen readers. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  const describedBy = [hintId, errorId].filter(Boolean).join(' ') || undefined;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium text-ink">
        {label}
      </label>
      {children({ id, 'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined })}
      {hint ? (
        <p id={hintId} className="text-xs text-muted">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={errorId} role="alert" className="text-xs font-medium text-bad">
          {error}
        </p>
      ) : null}
    </div>
  );
}
