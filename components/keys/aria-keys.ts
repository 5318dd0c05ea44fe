/**
 * A command's keys as `aria-keyshortcuts` writes them: `Ctrl+k` becomes `Control+K`. Undefined for none, and for a sequence:
 * the attribute can't say "one after the other".
 */
export function ariaKeys(keys: string, isMac: boolean): string | undefined {
  if (keys === '' || keys.includes(' ')) return undefined;
  // The key itself can be a plus sign.
  const at = keys.slice(0, -1).lastIndexOf('+');
  const modifiers = at < 0 ? [] : keys.slice(0, at).split('+');
  const key = keys.slice(at + 1);
  const named = modifiers.map((one) => (one === 'Ctrl' ? (isMac ? 'Meta' : 'Control') : one));
  return [...named, key === '+' ? 'Plus' : key.length === 1 ? key.toUpperCase() : key].join('+');
}
