import type { CommandId } from './commands.ts';

export type Handler = () => void;

const handlers = new Map<CommandId, Handler[]>();
const listeners = new Set<() => void>();
let revision = 0;

/** Registers handlers of commands. Of several handlers of one command, the latest is called. @returns a function that removes them */
export function registerCommands(given: Partial<Record<CommandId, Handler>>): () => void {
  const own = Object.entries(given) as [CommandId, Handler][]; // Object.entries widens the keys to string.
  for (const [id, handler] of own) handlers.set(id, [...(handlers.get(id) ?? []), handler]);
  changed();
  return () => {
    for (const [id, handler] of own)
      handlers.set(
        id,
        (handlers.get(id) ?? []).filter((one) => one !== handler),
      );
    changed();
  };
}

/** @returns false when the command has no handler on this page */
export function runCommand(id: CommandId): boolean {
  const handler = handlers.get(id)?.at(-1);
  handler?.();
  return handler !== undefined;
}

export function isCommandAvailable(id: CommandId): boolean {
  return (handlers.get(id)?.length ?? 0) > 0;
}

export function subscribeCommands(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function commandsRevision(): number {
  return revision;
}

function changed(): void {
  revision += 1;
  for (const listener of listeners) listener();
}
