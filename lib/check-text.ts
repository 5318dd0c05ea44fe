/** C0 without tab and line breaks, and DEL. Nobody types them, and Postgres cannot store NUL. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;
/** Deeper than any of our inputs. */
const DEEPEST = 20;

export type UnfitReason = 'control_character' | 'broken_character' | 'nested_too_deeply';

/** Where an input cannot be stored, and why. */
export type Unfit = { path: (string | number)[]; reason: UnfitReason };

/** Whether a text has no control characters and no lone surrogates (UTF-8 cannot encode those). */
export function isFitText(text: string): boolean {
  return reasonOf(text) === null;
}

/** Finds every text and key of an input, at any depth, that fails {@link isFitText}, and values nested too deeply. */
export function findUnfitText(value: unknown, path: (string | number)[] = []): Unfit[] {
  if (typeof value === 'string') {
    const reason = reasonOf(value);
    return reason ? [{ path, reason }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  if (path.length >= DEEPEST) return [{ path: path.slice(0, 3), reason: 'nested_too_deeply' }];
  return Object.entries(value).flatMap(([key, inner]) => {
    const reason = reasonOf(key);
    return reason ? [{ path, reason }] : findUnfitText(inner, [...path, key]);
  });
}

function reasonOf(text: string): UnfitReason | null {
  if (CONTROL.test(text)) return 'control_character';
  return text.isWellFormed() ? null : 'broken_character';
}
