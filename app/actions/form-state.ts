import type { Failure, Outcome } from './outcome.ts';

/** What a form shows after it was sent: why it failed, what had been entered (never a password), or that it is done. */
export type FormState = { failure: Failure | null; given: Record<string, string>; isDone: boolean };

export const freshForm: FormState = { failure: null, given: {}, isDone: false };

/** The form's fields as text; a file or a missing field is an empty one. */
export function readField(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

export function formStateOf(outcome: Outcome<unknown>, form: FormData): FormState {
  const given = Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === 'string' && !/password/i.test(name) ? [[name, value]] : [])),
  );
  return outcome.ok ? { failure: null, given, isDone: true } : { failure: outcome.failure, given, isDone: false };
}
