'use client';
import { useActionState } from 'react';
import { freshForm, type FormState } from '#app/actions/form-state.ts';
import { useFailureText } from './use-failure-text.ts';

type Action = (state: FormState, form: FormData) => Promise<FormState>;

/** A form that also works without JavaScript: its action's answer, and the field that a failure belongs to. */
export function useAccountForm(action: Action, fields: readonly string[]) {
  const [state, submit, isPending] = useActionState(action, freshForm);
  const textOf = useFailureText();
  const { failure } = state;
  const field = failure && fieldOf(failure.code, failure.values['field']);
  const isAtField = field !== null && fields.includes(field);
  return {
    submit,
    isPending,
    isDone: state.isDone,
    given: (name: string) => state.given[name] ?? '',
    errorOf: (name: string) => (failure && isAtField && field === name ? textOf(failure) : null),
    /** The failure of the form as a whole. */
    error: failure && !isAtField ? textOf(failure) : null,
  };
}

function fieldOf(code: string, field: unknown): string | null {
  if (code === 'weak_password') return 'password';
  return typeof field === 'string' ? field : null;
}
