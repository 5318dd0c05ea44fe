import { type CommandId, commandIds, commands, fieldCommands, keysOf } from './commands.ts';

/** Why a command can't have these keys. `command` is the one in the way. */
export type KeysRefusal =
  { reason: 'reserved' | 'browser' | 'typed' } | { reason: 'taken' | 'begins' | 'shadowed'; command: CommandId };

/** Keys that lists, dialogs and scrolling need. */
const reserved: ReadonlySet<string> = new Set([
  'Enter',
  'Escape',
  'Tab',
  ' ',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'PageUp',
  'PageDown',
  'Home',
  'End',
  'Backspace',
  'Delete',
  'ContextMenu',
]);

/** Keys that browsers keep for themselves or that people need in every text. */
const ofBrowser = /^Ctrl\+(?:Shift\+)?(?:[acfhjlnopqrstvwxyz0-9+=-]|Tab|F4)$|^(?:F[1-9]|F1[0-2])$/u;

/**
 * Checks keys that a member wants to give to a command.
 * @param own the keys that the member has changed
 * @returns null when they can be given
 */
export function checkKeys(id: CommandId, keys: string, own: Record<string, string>): KeysRefusal | null {
  if (keys === commands[id].keys) return inTheWay(id, keys, own);
  if (reserved.has(keys.replace('Shift+', ''))) return { reason: 'reserved' };
  if (ofBrowser.test(keys)) return { reason: 'browser' };
  if (fieldCommands.has(id) && !keys.startsWith('Ctrl+')) return { reason: 'typed' };
  return inTheWay(id, keys, own);
}

function inTheWay(id: CommandId, keys: string, own: Record<string, string>): KeysRefusal | null {
  if (keys === '') return null;
  for (const command of commandIds) {
    const theirs = command === id ? '' : keysOf(command, own);
    if (theirs === '') continue;
    if (theirs === keys) return { reason: 'taken', command };
    if (theirs.startsWith(`${keys} `)) return { reason: 'begins', command };
    if (keys.startsWith(`${theirs} `)) return { reason: 'shadowed', command };
  }
  return null;
}
