import { plainLine } from '#lib/plain-text.ts';
import { FIELD_VALUE_LIMIT, type FieldView } from '../types.ts';

/**
 * A value as it is stored: a number with a point, a date as yyyy-mm-dd.
 * @returns null where it does not fit the field
 */
export function checkValue({ kind, choices }: Pick<FieldView, 'kind' | 'choices'>, given: string): string | null {
  const text = plainLine(given, FIELD_VALUE_LIMIT + 1);
  if (text === '' || text.length > FIELD_VALUE_LIMIT) return null;
  switch (kind) {
    case 'text':
      return text;
    case 'number':
      return checkNumber(text);
    case 'date':
      return isDay(text) ? text : null;
    case 'choice':
      return choices.includes(text) ? text : null;
    default:
      return kind satisfies never;
  }
}

/** A comma is taken for the decimal point, as in French. */
function checkNumber(text: string): string | null {
  const plain = text.replace(/[\s\u00a0\u202f]/gu, '').replace(',', '.');
  return /^-?\d{1,30}(?:\.\d{1,30})?$/u.test(plain) ? plain : null;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
