'use client';
import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { usePrefs } from '#components/prefs/prefs-provider.tsx';
import { type Handler, isCommandAvailable, registerCommands, runCommand } from './command-registry.ts';
import { type CommandId, commandIds, fieldCommands, keysOf } from './commands.ts';
import { listenFromTheStart } from './listen-from-the-start.ts';
import { hasMacKeyboard, isTaken, pressed, shownKeys } from './key-text.ts';
import { holdKey, holdKeys } from './type-ahead.ts';

/** How long the second key of a sequence may take, in milliseconds. */
const SEQUENCE_MS = 1_200;

/** Commands that only move the cursor: the early keys after one of them still mean the same. */
const steps: ReadonlySet<CommandId> = new Set(['next', 'previous']);
/** What is typed this soon after the key of the search is meant for its field, in milliseconds. */
export const OPENING_MS = 800;

/** Registers commands while the component is mounted. Handlers may change at every render: the latest one is called. */
export function useCommands(handlers: Partial<Record<CommandId, Handler>>): void {
  const latest = useRef(handlers);
  // In the same moment as what is shown: a key that follows at once must act on that.
  useLayoutEffect(() => {
    latest.current = handlers;
  });
  const ids = Object.keys(handlers).sort().join(' ');
  useEffect(() => {
    const stable: Partial<Record<CommandId, Handler>> = {};
    for (const id of commandIds) if (ids.split(' ').includes(id)) stable[id] = () => latest.current[id]?.();
    return registerCommands(stable);
  }, [ids]);
}

const never = () => () => undefined;

/** Whether the keys are labelled as on a Mac. On the server: no. */
export function useIsMac(): boolean {
  return useSyncExternalStore(never, hasMacKeyboard, () => false);
}

/** Returns a command's keys as the keyboard labels them; undefined when it has none. */
export function useShownKeys(): (id: CommandId) => string | undefined {
  const { prefs } = usePrefs();
  const isMac = useIsMac();
  return (id) => {
    const keys = keysOf(id, prefs.keys);
    return keys && prefs.areKeysOn ? shownKeys(keys, isMac) : undefined;
  };
}

/** Listens to the keyboard for the whole page. Mounted once. */
export function useKeyboard(): void {
  const { prefs } = usePrefs();
  useEffect(() => {
    const byKeys = new Map(commandIds.map((id) => [keysOf(id, prefs.keys), id] as const).filter(([keys]) => keys));
    const beginnings = new Set(
      [...byKeys.keys()].filter((keys) => keys.includes(' ')).map((keys) => keys.split(' ')[0]),
    );
    let begun: string | null = null;
    let begunAt = 0;
    /** @returns the command that was run */
    const onKey = (event: KeyboardEvent): CommandId | null => {
      if (event.defaultPrevented || event.isComposing) return null;
      const now = pressed(event);
      if (!now) return null;
      const isSequence = begun !== null && event.timeStamp - begunAt < SEQUENCE_MS;
      const id = (isSequence ? byKeys.get(`${begun} ${now}`) : undefined) ?? byKeys.get(now);
      begun = null;
      const taken = isTaken(event.target);
      if (taken && !(id && fieldCommands.has(id))) return null;
      if (!prefs.areKeysOn && !(id && (fieldCommands.has(id) || id === 'back'))) return null;
      // Enter activates the focused control, if there is one.
      if (
        now === 'Enter' &&
        event.target instanceof Element &&
        event.target.closest('button, a[href], [role="button"]')
      )
        return null;
      if (!id) {
        if (!beginnings.has(now)) return null;
        begun = now;
        begunAt = event.timeStamp;
        return null;
      }
      if (!isCommandAvailable(id)) return null;
      event.preventDefault();
      if (id === 'search') holdKeys({ forMs: OPENING_MS });
      runCommand(id);
      return id;
    };
    return listenFromTheStart((events) => {
      let isMeant = true;
      for (const event of events) {
        // What follows the key of a dialog is held for its field; after another command, who knows what it was typed for.
        if (holdKey(event) || !isMeant) continue;
        const id = onKey(event);
        if (id && !steps.has(id)) isMeant = false;
      }
    });
  }, [prefs.keys, prefs.areKeysOn]);
}
