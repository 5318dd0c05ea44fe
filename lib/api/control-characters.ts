import type { FieldError } from './problem.ts';

/** C0 without tab and line breaks, and DEL. Nobody types them, and Postgres stores no NUL. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;
/** Far beyond what any operation takes. */
const DEEPEST = 20;

export function hasControlCharacters(text: string): boolean {
  return CONTROL.test(text);
}

/** Where in a parsed body or query such characters stand, or where it is nested beyond reason. */
export function findControlCharacters(value: unknown, path: (string | number)[] = []): FieldError[] {
  if (typeof value === 'string') {
    return hasControlCharacters(value) ? [{ path: path.join('.'), message: 'control character' }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  if (path.length >= DEEPEST) return [{ path: path.slice(0, 3).join('.'), message: 'nested too deeply' }];
  return Object.entries(value).flatMap(([key, inner]) =>
    hasControlCharacters(key)
      ? [{ path: path.join('.'), message: 'control character' }]
      : findControlCharacters(inner, [...path, key]),
  );
}
