import { Refusal } from '#lib/refusal.ts';
import type { Failure, Outcome } from './outcome.ts';
import { requireFitText } from './parse-input.ts';

/** What a form shows after it was sent: why it failed, what had been entered (never a password), or that it is done. */
export type FormState = { failure: Failure | null; given: Record<string, string>; isDone: boolean };

export const freshForm: FormState = { failure: null, given: {}, isDone: false };

/**
 * A field of the form as text; a file or a missing field is an empty one.
 * @throws Refusal `invalid` where what came is no form; `text_unfit`
 */
export function readField(form: FormData, name: string): string {
  requireForm(form);
  const value = form.get(name);
  requireFitText({ [name]: value });
  return typeof value === 'string' ? value : '';
}

/**
 * All fields of the form that are text, by name.
 * @throws Refusal `invalid` where what came is no form; `text_unfit`
 */
export function readFields(form: FormData): Record<string, string> {
  requireForm(form);
  const fields = textFields(form);
  requireFitText(fields);
  return fields;
}

/** Anybody can send a server action anything. */
function requireForm(form: unknown): void {
  if (!(form instanceof FormData)) throw new Refusal('invalid');
}

function textFields(form: FormData): Record<string, string> {
  return Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}

export function formStateOf(outcome: Outcome<unknown>, form: FormData): FormState {
  const fields = form instanceof FormData ? textFields(form) : {};
  const given = Object.fromEntries(Object.entries(fields).filter(([name]) => !/password/i.test(name)));
  return outcome.ok ? { failure: null, given, isDone: true } : { failure: outcome.failure, given, isDone: false };
}
