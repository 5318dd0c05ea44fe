'use client';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { usePrefs } from '#components/prefs/prefs-provider.tsx';
import { type Handler, isCommandAvailable, offer, runCommand } from './command-registry.ts';
import { type CommandId, commandIds, fieldCommands, keysOf } from './commands.ts';
import { takeEarlyKeys } from './early-keys.ts';
import { hasMacKeyboard, isTaken, pressed, shownKeys } from './key-text.ts';

/** How long the second key of a sequence may take, in milliseconds. */
const SEQUENCE_MS = 1_200;

/** Commands that open a field to type in, some of them loaded on their first use. */
const opening: ReadonlySet<CommandId> = new Set(['search', 'palette', 'tag', 'assign', 'snooze']);
/** Commands that only look further: after one of them an early key still means what it would have meant. */
const steps: ReadonlySet<CommandId> = new Set(['next', 'previous']);
/** For so long what is typed after such a key is meant for its field, even while the field is still on its way, in milliseconds. */
const OPENING_MS = 800;

/** Offers commands while the component stands. The handlers may change at every render; they are always the latest. */
export function useCommands(offered: Partial<Record<CommandId, Handler>>): void {
  const latest = useRef(offered);
  useEffect(() => {
    latest.current = offered;
  });
  const ids = Object.keys(offered).sort().join(' ');
  useEffect(() => {
    const steady: Partial<Record<CommandId, Handler>> = {};
    for (const id of commandIds) if (ids.split(' ').includes(id)) steady[id] = () => latest.current[id]?.();
    return offer(steady);
  }, [ids]);
}

const never = () => () => undefined;

/** Whether the keys are labelled as on a Mac; the server, which sees no keyboard, says no. */
export function useIsMac(): boolean {
  return useSyncExternalStore(never, hasMacKeyboard, () => false);
}

/** The keys of a command as the keyboard labels them; undefined when it has none. */
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
    let openingUntil = 0;
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
      if (event.timeStamp < openingUntil && now.length === 1) {
        event.preventDefault();
        return null;
      }
      if (!prefs.areKeysOn && !(id && (fieldCommands.has(id) || id === 'back'))) return null;
      // Enter and Escape do what the focused control says, where there is one.
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
      if (opening.has(id)) openingUntil = event.timeStamp + OPENING_MS;
      runCommand(id);
      return id;
    };
    window.addEventListener('keydown', onKey);
    for (const event of takeEarlyKeys()) {
      const id = onKey(event);
      // What followed may have been the words for a field that had not opened.
      if (id && !steps.has(id)) break;
    }
    return () => window.removeEventListener('keydown', onKey);
  }, [prefs.keys, prefs.areKeysOn]);
}
