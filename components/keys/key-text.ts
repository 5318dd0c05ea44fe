/** The pressed keys as the table of commands writes them: `j`, `Shift+e`, `Ctrl+Enter`. Null for a modifier alone. */
export function pressed(event: KeyboardEvent): string | null {
  const { key } = event;
  if (['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process', 'Unidentified'].includes(key))
    return null;
  // On AZERTY, `#` and `[` are typed with AltGr, which Windows reports as Ctrl+Alt.
  const isWritten = event.getModifierState('AltGraph') || (event.ctrlKey && event.altKey && key.length === 1);
  const hasCtrl = (event.ctrlKey || event.metaKey) && !isWritten;
  if (event.altKey && !isWritten) return null;
  const isLetter = /^\p{L}$/u.test(key);
  // Some layouts need Shift to type a sign. It counts only for letters and named keys.
  const hasShift = event.shiftKey && (isLetter || key.length > 1);
  const name = isLetter ? key.toLowerCase() : key;
  return `${hasCtrl ? 'Ctrl+' : ''}${hasShift ? 'Shift+' : ''}${name}`;
}

export function hasMacKeyboard(): boolean {
  return /Mac|iPhone|iPad/u.test(navigator.platform);
}

/** Keys in words, for a name that is read aloud: whatever the keyboard labels with a word, it says as that word. */
export function spokenKeys(keys: string): string {
  return keys.replaceAll('Escape', 'Esc');
}

/** Keys as the keyboard labels them: `Ctrl+Enter` becomes `⌘ ↵` on a Mac. */
export function shownKeys(keys: string, isMac: boolean): string {
  const parts = spokenKeys(keys).replaceAll('Enter', '↵').replaceAll('Shift+', '⇧+');
  const shown = parts.replaceAll(/\+([a-z])(?=$| )/gu, (_, letter: string) => `+${letter.toUpperCase()}`);
  return isMac ? shown.replaceAll('Ctrl', '⌘') : shown;
}

/** Whether the focused element needs the keys itself: a text field, an open menu or dialog. */
export function isTaken(target: EventTarget | null): 'field' | 'window' | null {
  if (!(target instanceof HTMLElement)) return null;
  if (target.closest('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]')) return 'window';
  if (
    target.isContentEditable ||
    target.matches('textarea, select, input:not([type="checkbox"], [type="radio"], [type="button"])')
  )
    return 'field';
  return null;
}
