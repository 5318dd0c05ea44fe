import type { Scope } from '../inbox.ts';
import type { Performed } from './perform-act.ts';

/** The items of each workspace, in the order given. */
export function groupByScope(ids: readonly string[], scopeOf: (itemId: string) => Scope): Map<Scope, string[]> {
  const groups = new Map<Scope, string[]>();
  for (const id of ids) {
    const scope = scopeOf(id);
    groups.set(scope, [...(groups.get(scope) ?? []), id]);
  }
  return groups;
}

/** What came of one act in several workspaces, as one: its undo takes all of it back. */
export function joinPerformed(parts: readonly Performed[]): Performed {
  const undos = parts.flatMap(({ undo }) => undo ?? []);
  return {
    changed: parts.reduce((sum, { changed }) => sum + changed, 0),
    isRefused: parts.some(({ isRefused }) => isRefused),
    undo: undos.length === 0 ? null : async () => void (await Promise.all(undos.map(async (run) => await run()))),
  };
}
