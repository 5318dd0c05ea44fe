'use client';
import { usePrefs } from '#components/prefs/prefs-provider.tsx';
import { ariaKeys } from './aria-keys.ts';
import { type CommandId, fieldCommands, keysOf } from './commands.ts';
import { useIsMac } from './use-keys.ts';

/** Returns the `aria-keyshortcuts` of a command's control; undefined when its keys do nothing now. */
export function useAriaKeys(): (id: CommandId) => string | undefined {
  const { prefs } = usePrefs();
  const isMac = useIsMac();
  return (id) => (prefs.areKeysOn || fieldCommands.has(id) ? ariaKeys(keysOf(id, prefs.keys), isMac) : undefined);
}
